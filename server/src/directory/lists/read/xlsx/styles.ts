import { fontCharset } from '@congvu/mime';
import type { Zip } from '../zip.ts';
import { readXml } from './xml.ts';

/** The font charset of text in a font that needs one (`.VnTime`, `VNI-Times`). */
export type LegacyFont = NonNullable<ReturnType<typeof fontCharset>>;

/** What a cell's style says about its value. */
export interface CellStyle {
  date: boolean;
  /** A format of nothing but zeros: a code written as a number, such as 00123. */
  zeros: number;
  font: LegacyFont | undefined;
}

const plain: CellStyle = { date: false, zeros: 0, font: undefined };

/** Number formats that Excel knows by number (ECMA-376 part 1 §18.8.30), also those of East Asia. */
const builtInDates = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

/** The styles by the number that a cell's `s` gives. */
export async function readStyles(zip: Zip, part: string | undefined): Promise<(index: number) => CellStyle> {
  if (part === undefined || !zip.has(part)) return () => plain;
  const formats = new Map<number, string>();
  const fonts: (LegacyFont | undefined)[] = [];
  const styles: CellStyle[] = [];
  let inside = '';
  await readXml(
    zip.read(part),
    {
      open: (name, attributes) => {
        if (name === 'fonts' || name === 'cellXfs') inside = name;
        else if (name === 'numFmt') formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
        else if (name === 'font' && inside === 'fonts') fonts.push(undefined);
        else if (name === 'name' && inside === 'fonts' && fonts.length > 0)
          fonts[fonts.length - 1] = fontCharset(attributes.val ?? '');
        else if (name === 'xf' && inside === 'cellXfs')
          styles.push(styleOf(Number(attributes.numFmtId), fonts[Number(attributes.fontId)], formats));
      },
      close: (name) => {
        if (name === inside) inside = '';
      },
    },
    part,
  );
  return (index) => styles[index] ?? plain;
}

function styleOf(format: number, font: LegacyFont | undefined, formats: Map<number, string>): CellStyle {
  const code = formats.get(format);
  const date = code === undefined ? builtInDates.some(([a, b]) => format >= a && format <= b) : isDateFormat(code);
  return { date, zeros: /^0+$/.test(code ?? '') ? code!.length : 0, font };
}

/** Whether a format shows a day: without its quoted text, escapes, colours and locales it has a day, month or year. */
function isDateFormat(code: string): boolean {
  const bare = code
    .split(';')[0]!
    .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
    .toLowerCase();
  return /[dy]|m/.test(bare) && !/general|^0|#/.test(bare);
}
