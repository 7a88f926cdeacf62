import { MAX_MESSAGE_IDS } from '../limits.ts';

/** An identifier longer than a line may be (RFC 5322 §2.1.1) is no identifier. */
const LONGEST = 998;

/**
 * The identifiers of Message-ID, In-Reply-To or References (RFC 5322 §3.6.4), without angle brackets, in order, each once.
 * Blanks inside one are dropped, as folding leaves them. With no brackets at all, words with an @ are taken. At most 1,000, the last.
 */
export function messageIds(value: string): string[] {
  const found = new Set<string>();
  let at = value.indexOf('<');
  while (at >= 0) {
    const end = value.indexOf('>', at + 1);
    if (end < 0) break;
    // The innermost opener: `<<id@host>` and text with a stray < before an identifier.
    const start = value.lastIndexOf('<', end);
    const id = value.slice(start + 1, end).replace(/[\s\x00-\x1f\x7f]+/g, '');
    if (id !== '' && id.length <= LONGEST) found.add(id);
    at = value.indexOf('<', end + 1);
  }
  if (found.size === 0) {
    for (const word of value.split(/[\s,;<>\x00-\x1f\x7f]+/))
      if (word.includes('@') && word.length <= LONGEST) found.add(word);
  }
  const all = [...found];
  return all.length > MAX_MESSAGE_IDS ? all.slice(-MAX_MESSAGE_IDS) : all;
}
