import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { syllableScore } from './syllable.ts';
import { decodeTcvn3 } from './tcvn3.ts';
import { decodeVni } from './vni.ts';

/** Charsets that `detectVietnamese` can answer; all are names that `decodeCharset` takes. */
export type VietnameseCharset = 'utf-8' | 'windows-1258' | 'tcvn3' | 'vni' | 'viscii';

/** Octets looked at. */
const SAMPLE = 32 * 1024;
/** Share of the words with marks that must be Vietnamese syllables. */
const ENOUGH = 0.75;

export const LEGACY_DECODERS: [VietnameseCharset, (bytes: Buffer) => string][] = [
  // The order decides ties: first what changes least against windows-1252.
  ['windows-1258', (bytes) => iconv.decode(bytes, 'windows-1258').normalize('NFC')],
  ['tcvn3', decodeTcvn3],
  ['vni', decodeVni],
  ['viscii', (bytes) => iconv.decode(bytes, 'viscii')],
];

export interface Plausibility {
  /** Points for words that can be Vietnamese, less those for words that can't. */
  score: number;
  /** Of the words with marks, the share that can be Vietnamese. 0 when there are none. */
  share: number;
}

// Runs of letters and of anything else beyond ASCII, but for the punctuation that word processors insert.
const RUNS = /[A-Za-z\u0080-\u009f\u00a1-\u00aa\u00ac-\u00ba\u00bc-\u1fff\u20a0-\uffff]+/g;
const LETTERS = /^\p{L}+$/u;

/** How far text looks Vietnamese, judged on its words with letters beyond ASCII. */
export function plausibility(text: string): Plausibility {
  let good = 0;
  let bad = 0;
  let points = 0;
  for (const match of text.matchAll(RUNS)) {
    const word = match[0];
    if (!/[^\x00-\x7f]/.test(word)) continue;
    const lower = word.toLowerCase();
    // Small letters followed by capitals are a sign of a wrong reading.
    const cased = word === lower || word === word.toUpperCase() || word.slice(1) === lower.slice(1);
    const score = cased && LETTERS.test(word) ? syllableScore(lower) : 0;
    if (score === 0) {
      bad++;
      points -= 1;
    } else {
      good++;
      points += score;
    }
  }
  return { score: points, share: good + bad === 0 ? 0 : good / (good + bad) };
}

function has8bit(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! >= 0x80) return true;
  return false;
}

/** Drops a UTF-8 sequence that the end cuts short. */
export function withoutCutTail(bytes: Uint8Array): Uint8Array {
  const end = bytes.length;
  for (let back = 1; back <= 3 && back <= end; back++) {
    const octet = bytes[end - back]!;
    if (octet < 0x80) return bytes;
    if (octet >= 0xc0) {
      const length = octet >= 0xf0 ? 4 : octet >= 0xe0 ? 3 : 2;
      return length > back ? bytes.subarray(0, end - back) : bytes;
    }
  }
  return bytes;
}

/**
 * The charset of bytes that came without one, or with a wrong one: strict UTF-8 first, then the legacy Vietnamese charset
 * in which the most words are Vietnamese syllables. Undefined for pure ASCII and where none of them fits.
 */
export function detectVietnamese(bytes: Uint8Array): VietnameseCharset | undefined {
  const cut = bytes.length > SAMPLE;
  const sample = cut ? bytes.subarray(0, SAMPLE) : bytes;
  if (!has8bit(sample)) return cut && has8bit(bytes) && isUtf8(bytes) ? 'utf-8' : undefined;
  if (isUtf8(withoutCutTail(sample))) return 'utf-8';
  return detectLegacy(sample, LEGACY_DECODERS);
}

/** The best fitting of the given legacy decoders, if any fits. */
export function detectLegacy(
  sample: Uint8Array,
  decoders: [VietnameseCharset, (bytes: Buffer) => string][],
): VietnameseCharset | undefined {
  const buffer = Buffer.from(sample.buffer, sample.byteOffset, sample.length);
  let best: VietnameseCharset | undefined;
  let bestScore = 0;
  for (const [name, decode] of decoders) {
    const { score, share } = plausibility(decode(buffer));
    if (share >= ENOUGH && score > bestScore) {
      best = name;
      bestScore = score;
    }
  }
  return best;
}
