import { foldDiacritics, searchTokens } from '@congvu/mime';

/** A word looked for: folded when it was typed without diacritics, and whether it may be the beginning of one. */
interface Wanted {
  word: string;
  isPlain: boolean;
  isPrefix: boolean;
}

/** Words of what a person typed, as the index matches them (see `toTsQuery`). */
export function wantedWords(text: string): Wanted[] {
  const words = [...searchTokens(text)].map(({ token }) => token);
  return words.map((word, i) => ({
    word,
    isPlain: foldDiacritics(word) === word,
    isPrefix: i === words.length - 1 && !text.trimEnd().endsWith('"'),
  }));
}

interface Hit {
  start: number;
  end: number;
}

/** A run of letters, marks and digits is what the index calls a word. */
const run = /[\p{L}\p{M}\p{N}]+/gu;

function hits(text: string, wanted: readonly Wanted[], limit: number): Hit[] {
  const found: Hit[] = [];
  for (const match of text.matchAll(run)) {
    const lower = match[0].toLowerCase().normalize('NFC');
    const folded = foldDiacritics(lower);
    const fits = wanted.some(({ word, isPlain, isPrefix }) => {
      const form = isPlain ? folded : lower;
      return isPrefix ? form.startsWith(word) : form === word;
    });
    if (fits) found.push({ start: match.index, end: match.index + match[0].length });
    if (found.length >= limit) break;
  }
  return found;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The text with hits marked (RFC 8621 §5); null when there is none. */
export function highlight(text: string, wanted: readonly Wanted[]): string | null {
  const found = hits(text, wanted, 100);
  return found.length > 0 ? mark(text, 0, text.length, found) : null;
}

function mark(text: string, from: number, to: number, found: readonly Hit[]): string {
  let out = '';
  let at = from;
  for (const { start, end } of found) {
    if (start < at || end > to) continue;
    out += `${escapeHtml(text.slice(at, start))}<mark>${escapeHtml(text.slice(start, end))}</mark>`;
    at = end;
  }
  return out + escapeHtml(text.slice(at, to));
}

const maxOctets = 255;

/** A piece of a text around the first hit, hits marked, at most 255 octets (RFC 8621 §5); null when there is none. */
export function snippet(text: string, wanted: readonly Wanted[]): string | null {
  const squeezed = text.replace(/\s+/g, ' ');
  const found = hits(squeezed, wanted, 20);
  const [first] = found;
  if (!first) return null;
  let from = squeezed.lastIndexOf(' ', Math.max(0, first.start - 40)) + 1;
  if (first.start - from > 60) from = first.start;
  for (let length = 240; length > 0; length -= 8) {
    const to = Math.max(first.end, Math.min(squeezed.length, from + length));
    const piece = mark(squeezed, from, to, found).toWellFormed();
    if (Buffer.byteLength(piece) <= maxOctets) return piece;
  }
  const word = mark(squeezed, first.start, first.end, found).toWellFormed();
  return Buffer.byteLength(word) <= maxOctets ? word : null;
}
