import { fontCharset } from '@congvu/mime';
import { ListError } from '../../errors.ts';
import { listLimits } from '../../limits.ts';
import type { Zip } from '../zip.ts';
import type { LegacyFont } from './styles.ts';
import { type Attributes, readXml } from './xml.ts';

/** Part of a text in one font. `font` undefined: the cell's. */
export interface Run {
  text: string;
  font: LegacyFont | undefined;
  /** It names a font, and that is none of the old Vietnamese ones: the cell's must not be taken. */
  own: boolean;
}

/** Runs only where one of them names a font. */
export type RichText = string | Run[];

/** Gathers `<si>` or `<is>`: feed it what is inside. Readings of East Asian text (`rPh`) are left out. */
export class TextGatherer {
  #runs: Run[] = [];
  #text = '';
  #reading = false;
  #phonetic = 0;
  #font: Pick<Run, 'font' | 'own'> = { font: undefined, own: false };

  open(name: string, attributes: Attributes): void {
    if (name === 'rPh') this.#phonetic++;
    else if (name === 't') this.#reading = this.#phonetic === 0;
    else if (name === 'r') this.#font = { font: undefined, own: false };
    else if (name === 'rFont') this.#font = { font: fontCharset(attributes.val ?? ''), own: true };
  }

  close(name: string): void {
    if (name === 'rPh') this.#phonetic--;
    else if (name === 't') this.#reading = false;
    else if (name === 'r') this.#push();
  }

  text(text: string): void {
    if (this.#reading && this.#text.length < listLimits.cellLength) this.#text += text;
  }

  /** The text gathered; begins anew. */
  take(): RichText {
    this.#push();
    const runs = this.#runs;
    this.#runs = [];
    return runs.some((run) => run.own) ? runs : runs.map((run) => run.text).join('');
  }

  #push(): void {
    if (this.#text !== '') this.#runs.push({ text: unescapeXstring(this.#text), ...this.#font });
    this.#text = '';
    this.#font = { font: undefined, own: false };
  }
}

/** ECMA-376 part 1 §22.9.2.19: characters XML can't hold are written `_x000D_`. */
function unescapeXstring(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The texts that cells point to. @throws ListError `list.unpacked-too-large`, `list.damaged`. */
export async function readStrings(zip: Zip, part: string | undefined): Promise<RichText[]> {
  if (part === undefined || !zip.has(part)) return [];
  const texts: RichText[] = [];
  const gatherer = new TextGatherer();
  await readXml(
    zip.read(part),
    {
      open: (name, attributes) => gatherer.open(name, attributes),
      close: (name) => {
        if (name !== 'si') return gatherer.close(name);
        if (texts.length === listLimits.texts) throw new ListError('list.unpacked-too-large');
        texts.push(gatherer.take());
      },
      text: (text) => gatherer.text(text),
    },
    part,
  );
  return texts;
}
