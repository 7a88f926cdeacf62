/**
 * The one tokenizer of full-text search: what is indexed and what is asked for both go through it. A token is a run of letters,
 * marks and digits, which for Vietnamese is a syllable. `nva@tiengiang.test` is `nva`, `tiengiang`, `test`; `05/KH-UBND` is `05`,
 * `kh`, `ubnd`; asked for as phrases, by their positions, they are found whole.
 */

export interface SearchToken {
  /** Small letters, composed (NFC); at most 64 code units, longer runs are cut. */
  token: string;
  /** 0, 1, 2 … */
  position: number;
}

/** Long runs are encoded data, not words; what a database does with them is no matter. */
const LONGEST = 64;
const WORD = 1;
const SURROGATE = 2;
const CLASSES = new Uint8Array(65536);
{
  const word = /[\p{L}\p{M}\p{N}]/u;
  for (let code = 0x30; code < 65536; code++) {
    if (code >= 0xd800 && code <= 0xdfff) CLASSES[code] = SURROGATE;
    else if (word.test(String.fromCharCode(code))) CLASSES[code] = WORD;
  }
}
const WORD_BEYOND = /[\p{L}\p{M}\p{N}]/u;

/** Tokens in order. */
export function* searchTokens(text: string): Generator<SearchToken, void, undefined> {
  const composed = text.normalize('NFC');
  let position = 0;
  let at = 0;
  while (at < composed.length) {
    while (at < composed.length && !wordAt(composed, at)) at++;
    const start = at;
    while (at < composed.length && wordAt(composed, at)) at += CLASSES[composed.charCodeAt(at)] === SURROGATE ? 2 : 1;
    if (at > start) {
      const token = normal(composed.slice(start, Math.min(at, start + LONGEST)));
      if (token !== '') yield { token, position: position++ };
    }
  }
}

function wordAt(text: string, at: number): boolean {
  const kind = CLASSES[text.charCodeAt(at)];
  if (kind !== SURROGATE) return kind === WORD;
  const code = text.codePointAt(at)!;
  return code > 0xffff && WORD_BEYOND.test(String.fromCodePoint(code));
}

function normal(run: string): string {
  const lower = run.toLowerCase();
  if (!/[^\x00-\u024f\u1e00-\u1eff]/.test(lower)) return lower.length > LONGEST ? lower.slice(0, LONGEST) : lower;
  // Lower case may come apart (İ), and the cut may fall inside a pair.
  let token = lower.normalize('NFC').slice(0, LONGEST);
  const last = token.charCodeAt(token.length - 1);
  if (last >= 0xd800 && last <= 0xdbff) token = token.slice(0, -1);
  return token;
}
