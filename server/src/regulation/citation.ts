import type { Citation } from '@congvu/contract';
import type { Instrument } from './profile.ts';

/** The parts of `TG 4.2b`. */
export interface CitationParts {
  code: string;
  article: string;
  clause: string | undefined;
  point: string | undefined;
}

export function parseCitation(ref: string): CitationParts | undefined {
  const match = /^([A-ZĐ]+) (\d+)(?:\.(\d+))?([a-zđ])?$/.exec(ref);
  if (!match) return undefined;
  return { code: match[1]!, article: match[2]!, clause: match[3], point: match[4] };
}

/** The anchor in `docs/law/<province>.md`: `4.2b`; behind the instrument's own prefix, where it has one. */
export function anchorOf(ref: string, instruments: readonly Instrument[] = []): string {
  const [code, place = ''] = ref.split(' ');
  return `${instruments.find((i) => i.code === code)?.anchor ?? ''}${place}`;
}

/** `Điều 4 khoản 2 điểm b, Quyết định 51/2016/QĐ-UBND`; undefined when no instrument has the code. */
export function citationText(ref: string, instruments: readonly Instrument[]): Citation | undefined {
  const parts = parseCitation(ref);
  const instrument = instruments.find((i) => i.code === parts?.code);
  if (!parts || !instrument) return undefined;
  const { article, clause: number } = parts;
  const counted = (place: string) => instrument.counted?.includes(place) ?? false;
  const clauseIsCounted = counted(article) || instrument.paragraphs?.includes(`${article}.${number}`);
  const clause = number ? ` ${clauseIsCounted ? 'đoạn' : 'khoản'} ${number}` : '';
  const pointIsCounted = counted(article) || (number !== undefined && counted(`${article}.${number}`));
  const point = parts.point ? ` ${pointIsCounted ? 'ý' : 'điểm'} ${parts.point}` : '';
  return { ref, text: `Điều ${article}${clause}${point}, ${instrumentName(instrument)}` };
}

/** `Quyết định 51/2016/QĐ-UBND`. */
export function instrumentName({ short, kind, number, issued }: Instrument): string {
  return (
    short ?? [kind, number ?? '(chưa rõ số)', number || !issued ? '' : `năm ${issued.slice(0, 4)}`].join(' ').trim()
  );
}
