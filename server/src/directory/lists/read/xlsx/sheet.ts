import { convertLegacyText } from '@congvu/mime';
import { ListError } from '../../errors.ts';
import { listLimits } from '../../limits.ts';
import { type Cell, columnNumber, type Merge, type Row, type Sheet } from '../book.ts';
import type { Zip } from '../zip.ts';
import { type RichText, TextGatherer } from './strings.ts';
import type { CellStyle } from './styles.ts';
import type { SheetPart } from './workbook.ts';
import { type Attributes, readXml } from './xml.ts';

export interface SheetContext {
  style: (index: number) => CellStyle;
  strings: readonly RichText[];
  from1904: boolean;
  /** Rows to read at most; beyond, the sheet is `truncated`. */
  rows: number;
  /** Told of text that a font's charset changed. */
  converted: (charset: string) => void;
}

/** Enough of the sheet was read. */
class Enough extends Error {}

/** Days between the two calendars. */
const between1904 = 1462;

export async function readSheet(zip: Zip, { name, hidden, part }: SheetPart, context: SheetContext): Promise<Sheet> {
  const reader = new SheetReader(context);
  let truncated = false;
  try {
    await readXml(zip.read(part), reader, part);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
    truncated = true;
  }
  return { name, hidden, rows: reader.rows, merges: reader.merges, truncated };
}

class SheetReader {
  readonly rows: Row[] = [];
  readonly merges: Merge[] = [];
  readonly #context: SheetContext;
  readonly #inline = new TextGatherer();
  #line = 0;
  #column = -1;
  #cells: Cell[] = [];
  #cell: { type: string; style: CellStyle } | undefined;
  #formula = false;
  #value: string | undefined;
  #inValue = false;
  #inInline = false;

  constructor(context: SheetContext) {
    this.#context = context;
  }

  // Called without their object by nobody: `readXml` takes them from it.
  open = (name: string, attributes: Attributes): void => {
    if (this.#inInline) this.#inline.open(name, attributes);
    else if (name === 'row') this.#openRow(attributes);
    else if (name === 'c') this.#openCell(attributes);
    else if (name === 'v') {
      this.#inValue = true;
      this.#value = '';
    } else if (name === 'f') this.#formula = true;
    else if (name === 'is') this.#inInline = true;
    else if (name === 'mergeCell') this.#merge(attributes.ref ?? '');
  };

  close = (name: string): void => {
    if (name === 'is') this.#inInline = false;
    else if (this.#inInline) this.#inline.close(name);
    else if (name === 'v') this.#inValue = false;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row') this.#closeRow();
  };

  text = (text: string): void => {
    if (this.#inValue) this.#value += text;
    else if (this.#inInline) this.#inline.text(text);
  };

  #openRow(attributes: Attributes): void {
    this.#line = attributes.r === undefined ? this.#line + 1 : Number(attributes.r);
    this.#column = -1;
    this.#cells = [];
  }

  #closeRow(): void {
    if (this.#cells.length === 0) return;
    if (this.rows.length === this.#context.rows) throw new Enough();
    this.rows.push({ line: this.#line, cells: this.#cells });
  }

  #openCell(attributes: Attributes): void {
    const named = attributes.r === undefined ? -1 : columnNumber(attributes.r.replace(/\d+$/, ''));
    this.#column = named >= 0 ? named : this.#column + 1;
    this.#cell = { type: attributes.t ?? 'n', style: this.#context.style(Number(attributes.s ?? 0)) };
    this.#formula = false;
    this.#value = undefined;
  }

  #closeCell(): void {
    const cell = this.#cell;
    this.#cell = undefined;
    const value = cell && this.#read(cell.type, cell.style);
    if (value === undefined || value === '') return;
    if (this.#column >= listLimits.columns) throw new ListError('list.too-many-columns');
    this.#cells[this.#column] = value;
  }

  #read(type: string, style: CellStyle): Cell {
    if (type === 'inlineStr') return this.#rich(this.#inline.take(), style);
    const value = this.#value;
    if (value === undefined || (value === '' && type !== 'str')) {
      return this.#formula ? { fault: 'formula', text: '' } : undefined;
    }
    switch (type) {
      case 's':
        return this.#rich(this.#context.strings[Number(value)] ?? '', style);
      case 'str':
        return this.#rich(value, style);
      case 'd':
        return value.slice(0, 10);
      case 'b':
        return value === '1' ? 'TRUE' : 'FALSE';
      case 'e':
        return { fault: 'error', text: value };
    }
    const number = Number(value);
    if (!Number.isFinite(number)) return value;
    if (style.date) return { serial: this.#context.from1904 ? number + between1904 : number };
    if (style.zeros > 0 && Number.isInteger(number) && number >= 0) return String(number).padStart(style.zeros, '0');
    return number;
  }

  #rich(text: RichText, style: CellStyle): string {
    const runs = typeof text === 'string' ? [{ text, font: undefined, own: false }] : text;
    return runs
      .map((run) => {
        const font = run.own ? run.font : style.font;
        if (!font) return run.text;
        const converted = convertLegacyText(run.text, font.charset, font.capitals);
        if (converted !== run.text) this.#context.converted(font.charset);
        return converted;
      })
      .join('');
  }

  #merge(ref: string): void {
    const match = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(ref);
    // More would be no list, and each is looked at for every row.
    if (!match || this.merges.length === 20_000) return;
    const [, left, top, right, bottom] = match;
    this.merges.push({
      left: columnNumber(left!),
      top: Number(top) - 1,
      right: columnNumber(right!),
      bottom: Number(bottom) - 1,
    });
  }
}
