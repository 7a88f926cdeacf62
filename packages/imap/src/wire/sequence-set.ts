/** Sequence sets (RFC 9051 §9: sequence-set, seq-last-command). */

/** `*`: greater than any number. */
export const STAR = 2 ** 32;

/** As written, pairs unordered; or the saved result `$` (RFC 5182). */
export type SequenceSet = { saved: true } | { saved: false; ranges: [number, number][] };

const MAX_RANGES = 20_000;
const LIMIT = 2 ** 32 - 1;

/** Undefined when it isn't one. */
export function parseSequenceSet(text: string): SequenceSet | undefined {
  if (text === '$') return { saved: true };
  const ranges: [number, number][] = [];
  for (const item of text.split(',', MAX_RANGES + 1)) {
    const colon = item.indexOf(':');
    const from = bound(colon < 0 ? item : item.slice(0, colon));
    const to = colon < 0 ? from : bound(item.slice(colon + 1));
    if (from === 0 || to === 0) return undefined;
    ranges.push([from, to]);
  }
  return ranges.length > MAX_RANGES ? undefined : { saved: false, ranges };
}

function bound(text: string): number {
  if (text === '*') return STAR;
  if (!/^[1-9]\d{0,9}$/.test(text)) return 0;
  const n = Number(text);
  return n > LIMIT ? 0 : n;
}

/** Ascending, apart from one another, `*` replaced by `last`. With `last` 0 there is nothing for `*` to be. */
export function normalizeRanges(ranges: readonly [number, number][], last: number): [number, number][] {
  const sorted: [number, number][] = [];
  for (const [a, b] of ranges) {
    const from = a === STAR ? last : a;
    const to = b === STAR ? last : b;
    if (from === 0 || to === 0) continue;
    sorted.push(from <= to ? [from, to] : [to, from]);
  }
  sorted.sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const range of sorted) {
    const before = merged.at(-1);
    if (before !== undefined && range[0] <= before[1] + 1) before[1] = Math.max(before[1], range[1]);
    else merged.push(range);
  }
  return merged;
}

/**
 * `1:3,5`; an empty string for none. Numbers stay in the order they stand, since the sets of COPYUID are matched
 * number by number (RFC 4315 §3).
 */
export function formatSet(numbers: ArrayLike<number>): string {
  let out = '';
  let i = 0;
  while (i < numbers.length) {
    const from = numbers[i] as number;
    let to = from;
    while (i + 1 < numbers.length && numbers[i + 1] === to + 1) {
      to++;
      i++;
    }
    i++;
    if (out !== '') out += ',';
    out += from === to ? `${from}` : `${from}:${to}`;
  }
  return out;
}
