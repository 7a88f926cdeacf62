import { SetError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { trueKeys } from '../core/patch.ts';

/** Keywords that are flag bits of `message.flags` (RFC 8621 §4.1.1). \Deleted, bit 8, is no keyword. */
export const keywordBits: Readonly<Record<string, number>> = { $seen: 1, $answered: 2, $flagged: 4, $draft: 16 };

/** Written `flags & 8 <> 8` in SQL: of `= 0` the planner would think that few rows are so, and choose badly. */
export const hiddenBit = 8;
const maxKeywords = 64;

/** The `keywords` property of an Email. */
export function keywordsOf(flags: number, others: readonly string[] | null): Record<string, true> {
  const keywords: Record<string, true> = {};
  for (const [keyword, bit] of Object.entries(keywordBits)) if (flags & bit) keywords[keyword] = true;
  for (const keyword of others ?? []) keywords[keyword] = true;
  return keywords;
}

/** In lower case. Undefined for what is no keyword: 1–255 of the characters of an IMAP flag (RFC 8621 §4.1.1). */
export function normalKeyword(keyword: string): string | undefined {
  return /^[\x21-\x7e]{1,255}$/.test(keyword) && !/[()\]{%*"\\]/.test(keyword) ? keyword.toLowerCase() : undefined;
}

/** @throws SetError `invalidProperties`, `tooManyKeywords` */
export function checkKeywords(keywords: Iterable<string>): string[] {
  const checked = new Set<string>();
  for (const keyword of keywords) {
    const normal = normalKeyword(keyword);
    if (normal === undefined) {
      throw new SetError('invalidProperties', {
        properties: [`keywords/${keyword.slice(0, 100)}`],
        description: 'Not a keyword.',
      });
    }
    checked.add(normal);
  }
  if (checked.size > maxKeywords) throw new SetError('tooManyKeywords');
  return [...checked];
}

/** Flags and other keywords of a `keywords` property given at creation. @throws SetError */
export function readKeywords(value: Json | undefined): { flags: number; keywords: string[] } {
  const keywords = value == null ? [] : checkKeywords(trueKeys(value, 'keywords'));
  return {
    flags: keywords.reduce((flags, keyword) => flags | (keywordBits[keyword] ?? 0), 0),
    keywords: keywords.filter((keyword) => keywordBits[keyword] === undefined),
  };
}
