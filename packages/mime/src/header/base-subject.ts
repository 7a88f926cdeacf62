import { decodeWords } from './decode-words.ts';

/**
 * The base subject of RFC 5256 §2.1: without `Re:`, `Fwd:`, `[list]` and trailing `(fwd)`, for sorting and threading.
 * Case is kept; compare case-insensitively. Linear in the length.
 */
export function baseSubject(subject: string): string {
  let text = decodeWords(subject).replace(/[\s\0]+/g, ' ');
  for (;;) {
    text = withoutTrailer(text);
    text = withoutLeaders(text);
    // (6): [fwd: … ] is a wrapper.
    if (text.endsWith(']') && /^\[fwd:/i.test(text)) text = text.slice(5, -1);
    else return text;
  }
}

/** (2): trailing `(fwd)` and blanks. */
function withoutTrailer(text: string): string {
  let end = text.length;
  for (;;) {
    while (end > 0 && text.charCodeAt(end - 1) === 0x20) end--;
    if (end >= 5 && text.slice(end - 5, end).toLowerCase() === '(fwd)') end -= 5;
    else return text.slice(0, end);
  }
}

const BLOB = /\[[^[\]]*\] */y;
const REFWD = /(?:re|fwd?) *(?:\[[^[\]]*\] *)?: */iy;

/** (3) to (5): leaders, and blobs as long as something is left. */
function withoutLeaders(text: string): string {
  let at = 0;
  // Blobs passed since the last `Re:`; they go with the next one, or by (4).
  let blobs: number[] = [];
  while (text.charCodeAt(at) === 0x20) at++;
  for (;;) {
    REFWD.lastIndex = at;
    if (REFWD.test(text)) {
      at = REFWD.lastIndex;
      blobs = [];
      continue;
    }
    BLOB.lastIndex = at;
    if (!BLOB.test(text)) break;
    blobs.push(at);
    at = BLOB.lastIndex;
  }
  // (4): a blob stays when nothing else would.
  return at >= text.length && blobs.length > 0 ? text.slice(blobs.at(-1)) : text.slice(at);
}
