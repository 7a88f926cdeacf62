import type { Filter } from '../core/query.ts';
import type { EmailComparator } from '../email/comparator.ts';
import type { EmailCondition } from '../email/condition.ts';
import { hiddenBit, keywordBits } from '../email/keywords.ts';

/** Conditions on text and headers, made into something SQL can answer beforehand. */
export interface Resolved {
  /** `tsquery` for an indexed message, and messages not indexed yet that match. Null: matches everything. */
  texts: Map<EmailCondition, { tsquery: string; contents: number[] }[]>;
  /** Messages with such a header. */
  headers: Map<EmailCondition, number[]>;
}

export interface EmailQuery {
  accountId: number;
  filter: Filter<EmailCondition> | undefined;
  resolved: Resolved;
  sort: EmailComparator[];
  collapseThreads: boolean;
}

export interface Sql {
  text: string;
  values: unknown[];
}

class Builder {
  readonly values: unknown[] = [];
  usesContent = false;
  readonly #resolved: Resolved;
  /** The condition whose mailbox the statement is about anyway. */
  readonly #driving: EmailCondition | undefined;
  readonly account: string;

  constructor(accountId: number, resolved: Resolved, driving: EmailCondition | undefined) {
    this.#resolved = resolved;
    this.#driving = driving;
    this.account = this.value(accountId, 'bigint');
  }

  value(value: unknown, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }

  /** An expression that is never null. */
  filter(filter: Filter<EmailCondition>): string {
    if ('condition' in filter) return this.condition(filter.condition);
    const parts = filter.conditions.map((f) => this.filter(f));
    if (filter.operator === 'AND') return parts.length > 0 ? `(${parts.join(' and ')})` : 'true';
    const any = parts.length > 0 ? `(${parts.join(' or ')})` : 'false';
    return filter.operator === 'OR' ? any : `(not ${any})`;
  }

  condition(c: EmailCondition): string {
    const parts: string[] = [];
    if (c.inMailbox !== undefined && c !== this.#driving)
      parts.push(this.inMailbox(`s.mailbox_id = ${this.value(c.inMailbox, 'bigint')}`));
    if (c.inMailboxOtherThan !== undefined) {
      parts.push(this.inMailbox(`s.mailbox_id <> all(${this.value(c.inMailboxOtherThan, 'bigint[]')})`));
    }
    if (c.before !== undefined) parts.push(`m.received_at < to_timestamp(${this.value(c.before / 1000, 'float8')})`);
    if (c.after !== undefined) parts.push(`m.received_at >= to_timestamp(${this.value(c.after / 1000, 'float8')})`);
    if (c.minSize !== undefined) parts.push(`m.size >= ${this.value(c.minSize, 'bigint')}`);
    if (c.maxSize !== undefined) parts.push(`m.size < ${this.value(c.maxSize, 'bigint')}`);
    if (c.hasKeyword !== undefined) parts.push(this.keyword(c.hasKeyword, 'm'));
    if (c.notKeyword !== undefined) parts.push(`not ${this.keyword(c.notKeyword, 'm')}`);
    if (c.allInThreadHaveKeyword !== undefined) parts.push(this.thread(c.allInThreadHaveKeyword, 'all'));
    if (c.someInThreadHaveKeyword !== undefined) parts.push(this.thread(c.someInThreadHaveKeyword, 'some'));
    if (c.noneInThreadHaveKeyword !== undefined) parts.push(`not ${this.thread(c.noneInThreadHaveKeyword, 'some')}`);
    if (c.hasAttachment !== undefined) {
      this.usesContent = true;
      parts.push(`${c.hasAttachment ? '' : 'not '}(c.summary ? 'a')`);
    }
    for (const { tsquery, contents } of this.#resolved.texts.get(c) ?? []) {
      const indexed = `m.content_id in (select t.content_id from content_text t where t.tsv @@ ${this.value(tsquery, 'tsquery')})`;
      parts.push(
        contents.length === 0 ? indexed : `(${indexed} or m.content_id = any(${this.value(contents, 'bigint[]')}))`,
      );
    }
    if (c.header !== undefined) {
      parts.push(`m.content_id = any(${this.value(this.#resolved.headers.get(c) ?? [], 'bigint[]')})`);
    }
    return parts.length > 0 ? `(${parts.join(' and ')})` : 'true';
  }

  /** An Email is in several mailboxes by several rows. */
  inMailbox(test: string): string {
    return `m.email_id in (select s.email_id from message s where s.account_id = ${this.account} and s.flags & ${hiddenBit} <> ${hiddenBit} and ${test})`;
  }

  keyword(keyword: string, row: string): string {
    const bit = keywordBits[keyword];
    if (bit !== undefined) return `(${row}.flags & ${bit} <> 0)`;
    return `coalesce(${this.value(keyword, 'text')} = any(${row}.keywords), false)`;
  }

  thread(keyword: string, how: 'all' | 'some'): string {
    const test = `${how === 'all' ? 'bool_and' : 'bool_or'}(${this.keyword(keyword, 's')})`;
    return `(m.thread_id in (select s.thread_id from message s where s.account_id = ${this.account} and s.flags & ${hiddenBit} <> ${hiddenBit} group by s.thread_id having ${test}))`;
  }

  /** What to sort by: of the message, or of its content. */
  sortKey(c: EmailComparator): string {
    const address = (key: string) =>
      `lower(coalesce(nullif(c.summary->'${key}'->0->>'name', ''), c.summary->'${key}'->0->>'email', ''))`;
    switch (c.property) {
      case 'receivedAt':
        return 'm.received_at';
      case 'size':
        return 'm.size';
      case 'hasKeyword':
        return this.keyword(c.keyword, 'm');
      case 'allInThreadHaveKeyword':
        return this.thread(c.keyword, 'all');
      case 'someInThreadHaveKeyword':
        return this.thread(c.keyword, 'some');
      case 'from':
        this.usesContent = true;
        return address('f');
      case 'to':
        this.usesContent = true;
        return address('t');
      case 'sentAt':
        this.usesContent = true;
        return `coalesce((c.summary->>'d')::float8, extract(epoch from m.received_at)::float8 * 1000)`;
      case 'subject':
        this.usesContent = true;
        // The base subject (RFC 5256 §2.1), as far as a list needs it.
        return `lower(regexp_replace(coalesce(c.summary->>'s', ''), '^(\\s*(re|fwd?|tr|trl)\\s*(\\[[^]]*\\])?\\s*:|\\s*\\[[^]]*\\]\\s*(?=\\S))+\\s*', '', 'i'))`;
    }
  }
}

/** A condition that every match fulfils and that names a mailbox: its rows alone need be looked at. */
function soleMailbox(filter: Filter<EmailCondition> | undefined): EmailCondition | undefined {
  if (!filter) return undefined;
  if ('condition' in filter) return filter.condition.inMailbox === undefined ? undefined : filter.condition;
  if (filter.operator !== 'AND') return undefined;
  for (const part of filter.conditions) {
    const found = soleMailbox(part);
    if (found) return found;
  }
  return undefined;
}

/**
 * A statement that finds Emails: `ids`, in order, and `total`. The match is materialised before it is sorted and cut, so
 * that the planner can't walk the mailbox by date and try every row against a rare word.
 * `page` undefined: all ids.
 */
export function emailQuerySql(query: EmailQuery, page: { offset: number; limit: number } | undefined): Sql {
  const driving = soleMailbox(query.filter);
  const builder = new Builder(query.accountId, query.resolved, driving);
  const rows = [`m.account_id = ${builder.account}`, `m.flags & ${hiddenBit} <> ${hiddenBit}`];
  if (driving) rows.push(`m.mailbox_id = ${builder.value(driving.inMailbox, 'bigint')}`);
  if (query.filter) rows.push(builder.filter(query.filter));
  // Newest first among equals, and when nothing is asked: an order that never changes by itself.
  const sort = [...query.sort];
  if (!sort.some((c) => c.property === 'receivedAt'))
    sort.push({ property: 'receivedAt', ascending: false, keyword: '' });
  const keys = sort.map((c, i) => `${builder.sortKey(c)} as k${i}`);
  const order = [...sort.map((c, i) => `k${i} ${c.ascending ? 'asc' : 'desc'}`), 'email_id desc'].join(', ');
  const join = builder.usesContent ? 'join content c on c.content_id = m.content_id' : '';
  const distinct = driving ? '' : 'distinct';
  const source = query.collapseThreads ? 'head' : 'found';
  const cut = page ? `limit ${builder.value(page.limit, 'bigint')} offset ${builder.value(page.offset, 'bigint')}` : '';
  return {
    text: `
with found as materialized (
  select ${distinct} m.email_id, m.thread_id, ${keys.join(', ')}
  from message m ${join} where ${rows.join(' and ')}
)${
      query.collapseThreads
        ? `, head as materialized (select * from (
  select found.*, row_number() over (partition by thread_id order by ${order}) as place from found) x where place = 1
)`
        : ''
    }
select (select count(*) from ${source})::int as total, array(select email_id from ${source} order by ${order} ${cut})::text as ids`,
    values: builder.values,
  };
}
