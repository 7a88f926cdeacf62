import { indexMessage } from '@congvu/mime';
import {
  containsText,
  PlainText,
  phraseFinder,
  type SearchField,
  type Summary,
  toTsQuery,
} from '../../../mail/index.ts';
import type { Call } from '../core/call.ts';
import { MethodError } from '../core/errors.ts';
import type { Filter } from '../core/query.ts';
import type { Resolved } from '../queries/email-query.ts';
import { type Candidate, newestContents, summariesOf, unindexed } from '../queries/search.ts';
import type { EmailCondition, TextField } from './condition.ts';
import { headerTexts, summaryHeader } from './headers.ts';
import { readMessages } from './read-messages.ts';

/** Messages not in the index yet that one search reads; the index is seconds behind at most, but for a great import. */
const maxUnindexed = 200;
/** Messages whose header one search reads. */
const maxHeaders = 2000;
const maxHeaderOctets = 256 * 1024 * 1024;

/** The index has Cc and Bcc as one. */
const searchFields: Record<TextField, SearchField> = {
  text: 'text',
  from: 'from',
  to: 'to',
  cc: 'cc',
  bcc: 'cc',
  subject: 'subject',
  body: 'body',
};

/** Answers beforehand what SQL can't: words as `tsquery`, messages not indexed yet, header fields. @throws MethodError */
export async function resolveFilter(call: Call, filter: Filter<EmailCondition> | undefined): Promise<Resolved> {
  const resolved: Resolved = { texts: new Map(), headers: new Map() };
  const conditions = conditionsOf(filter);
  if (conditions.some((c) => c.texts.length > 0)) await resolveTexts(call, conditions, resolved);
  for (const condition of conditions) {
    if (condition.header) resolved.headers.set(condition, await withHeader(call, condition.header));
  }
  return resolved;
}

export function conditionsOf(filter: Filter<EmailCondition> | undefined): EmailCondition[] {
  if (!filter) return [];
  return 'condition' in filter ? [filter.condition] : filter.conditions.flatMap(conditionsOf);
}

async function resolveTexts(call: Call, conditions: EmailCondition[], resolved: Resolved): Promise<void> {
  const { db, mail } = call.services;
  const fresh = await unindexed(db, call.account.row, mail.indexer.through, maxUnindexed);
  const wholeTexts = conditions.some((c) => c.texts.some((t) => t.field === 'text' || t.field === 'body'));
  const read = wholeTexts ? await readTexts(call, fresh) : new Map<number, PlainText>();
  for (const condition of conditions) {
    const parts = condition.texts.flatMap(({ field, text }) => {
      const tsquery = toTsQuery(text, searchFields[field]);
      // Without a word there is nothing to look for: signs are not in the index.
      if (tsquery === undefined) return [];
      const matches = textMatcher(text);
      const hits = fresh.filter((c) => matches(fieldText(c, field, read)));
      return [{ tsquery, contents: hits.map((c) => c.content_id) }];
    });
    if (parts.length > 0) resolved.texts.set(condition, parts);
  }
}

/** Texts of messages that are not in the index: kept for those that came lately, read for others. */
async function readTexts(call: Call, candidates: Candidate[]): Promise<Map<number, PlainText>> {
  const { contents } = call.services.mail;
  const texts = new Map<number, PlainText>();
  const toRead: Candidate[] = [];
  for (const candidate of candidates) {
    const kept = contents.recentText(candidate.content_id);
    if (kept) texts.set(candidate.content_id, kept);
    else toRead.push(candidate);
  }
  for await (const { id, octets } of readMessages(call, toRead)) {
    texts.set(id, contents.rememberText(id, octets, indexMessage(octets)));
  }
  return texts;
}

/** The text of a field of a message that is not in the index. */
function fieldText(candidate: Candidate, field: TextField, texts: ReadonlyMap<number, PlainText>): PlainText {
  const s: Summary = candidate.summary;
  const addresses = (list: Summary['f']) => (list ?? []).map((a) => `${a.name ?? ''} ${a.email}`).join(' , ');
  switch (field) {
    case 'from':
      return new PlainText(addresses([...(s.f ?? []), ...(s.sn ?? [])]));
    case 'to':
      return new PlainText(addresses(s.t));
    case 'cc':
      return new PlainText(addresses(s.c));
    case 'bcc':
      return new PlainText(addresses(s.b));
    case 'subject':
      return new PlainText(s.s ?? '');
    default:
      return texts.get(candidate.content_id) ?? new PlainText(`${s.s ?? ''} ${s.p}`);
  }
}

/** As the index matches (see `toTsQuery`): all words, in any order; those in quotation marks together. */
function textMatcher(wanted: string): (text: PlainText) => boolean {
  const phrases = wanted.split('"').flatMap((piece, i, pieces) => {
    const isPhrase = i % 2 === 1 && i < pieces.length - 1;
    return isPhrase ? [piece] : piece.split(/\s+/);
  });
  const finders = phrases.flatMap((phrase) => phraseFinder(phrase) ?? []);
  return (text) => finders.every((finds) => finds(text));
}

/** Messages with a header field, and with `value` in it. */
async function withHeader(call: Call, header: { name: string; value: string | undefined }): Promise<number[]> {
  const { db } = call.services;
  const matches = (values: string[]) =>
    header.value === undefined ? values.length > 0 : values.some((v) => containsText(v, header.value ?? ''));
  if (summaryHeader(header.name)) {
    const all = await summariesOf(db, call.account.row);
    return all.filter((c) => matches(summaryHeader(header.name)?.(c.summary) ?? [])).map((c) => c.content_id);
  }
  const contents = await newestContents(db, call.account.row, maxHeaders + 1);
  const size = contents.reduce((sum, c) => sum + c.size, 0);
  if (contents.length > maxHeaders || size > maxHeaderOctets) {
    throw new MethodError('unsupportedFilter', 'There are too many messages to look for this header field in each.');
  }
  const found: number[] = [];
  for await (const { id, octets } of readMessages(call, contents)) {
    if (matches(headerTexts(octets, header.name))) found.push(id);
  }
  return found;
}
