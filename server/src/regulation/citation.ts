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

/** The anchor in `docs/law/<province>.md`: `4.2b`. */
export function anchorOf(ref: string): string {
  return ref.slice(ref.indexOf(' ') + 1);
}

/** `Điều 4 khoản 2 điểm b, Quyết định 51/2016/QĐ-UBND`; undefined when no instrument has the code. */
export function citationText(ref: string, instruments: Instrument[]): Citation | undefined {
  const parts = parseCitation(ref);
  const instrument = instruments.find((i) => i.code === parts?.code);
  if (!parts || !instrument) return undefined;
  const clause = parts.clause ? ` khoản ${parts.clause}` : '';
  const point = parts.point ? ` điểm ${parts.point}` : '';
  return { ref, text: `Điều ${parts.article}${clause}${point}, ${instrument.kind} ${instrument.number}` };
}
