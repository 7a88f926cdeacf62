import { MethodError } from '../core/errors.ts';
import { decodeId } from '../core/ids.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { normalKeyword } from './keywords.ts';

export type TextField = 'text' | 'from' | 'to' | 'cc' | 'bcc' | 'subject' | 'body';

/** A FilterCondition of Email/query (RFC 8621 §4.4.1), read. An id that can't be any is 0: it matches nothing. */
export interface EmailCondition {
  inMailbox?: number;
  inMailboxOtherThan?: number[];
  /** Milliseconds since the epoch. */
  before?: number;
  after?: number;
  minSize?: number;
  maxSize?: number;
  allInThreadHaveKeyword?: string;
  someInThreadHaveKeyword?: string;
  noneInThreadHaveKeyword?: string;
  hasKeyword?: string;
  notKeyword?: string;
  hasAttachment?: boolean;
  texts: { field: TextField; text: string }[];
  /** Name in lower case, and what its value must hold. */
  header?: { name: string; value: string | undefined };
}

const keywordKeys = [
  'allInThreadHaveKeyword',
  'someInThreadHaveKeyword',
  'noneInThreadHaveKeyword',
  'hasKeyword',
  'notKeyword',
] as const;
const textFields: readonly TextField[] = ['text', 'from', 'to', 'cc', 'bcc', 'subject', 'body'];

type Reader = (condition: EmailCondition, value: Json, key: string) => void;

const readers: Record<string, Reader> = {
  inMailbox: (c, v, k) => {
    c.inMailbox = decodeId('mailbox', string(v, k)) ?? 0;
  },
  inMailboxOtherThan: (c, v, k) => {
    if (!Array.isArray(v)) throw wrong(k);
    c.inMailboxOtherThan = v.map((id) => decodeId('mailbox', string(id, k)) ?? 0);
  },
  before: (c, v, k) => {
    c.before = date(v, k);
  },
  after: (c, v, k) => {
    c.after = date(v, k);
  },
  minSize: (c, v, k) => {
    c.minSize = size(v, k);
  },
  maxSize: (c, v, k) => {
    c.maxSize = size(v, k);
  },
  hasAttachment: (c, v, k) => {
    if (typeof v !== 'boolean') throw wrong(k);
    c.hasAttachment = v;
  },
  header: (c, v, k) => {
    if (!Array.isArray(v) || v.length < 1 || v.length > 2) throw wrong(k);
    const name = string(v[0], k).toLowerCase();
    if (!/^[!-9;-~]{1,100}$/.test(name)) throw wrong(k);
    c.header = { name, value: v.length === 2 ? string(v[1], k) : undefined };
  },
};
for (const key of keywordKeys) {
  readers[key] = (c, v, k) => {
    const keyword = normalKeyword(string(v, k));
    if (keyword === undefined) throw wrong(k);
    c[key] = keyword;
  };
}
for (const field of textFields) {
  readers[field] = (c, v, k) => {
    c.texts.push({ field, text: string(v, k) });
  };
}

/** @throws MethodError `unsupportedFilter`, `invalidArguments` */
export function readEmailCondition(object: JsonObject): EmailCondition {
  const condition: EmailCondition = { texts: [] };
  for (const [key, value] of Object.entries(object)) {
    const reader = Object.hasOwn(readers, key) ? readers[key] : undefined;
    if (!reader) throw new MethodError('unsupportedFilter', `No such condition: ${key.slice(0, 100)}`);
    reader(condition, value, key);
  }
  return condition;
}

/** Whether the condition depends on other Emails of the thread. */
export function looksAtThread(c: EmailCondition): boolean {
  return (
    c.allInThreadHaveKeyword !== undefined ||
    c.someInThreadHaveKeyword !== undefined ||
    c.noneInThreadHaveKeyword !== undefined
  );
}

/** RFC 3339 in UTC, as JMAP's UTCDate (RFC 8620 §1.4). Undefined when it isn't one. */
export function parseUtcDate(value: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(value)) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}

function date(value: Json, key: string): number {
  const time = parseUtcDate(string(value, key));
  if (time === undefined) throw wrong(key);
  return time;
}

function size(value: Json, key: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw wrong(key);
  return value;
}

function string(value: Json | undefined, key: string): string {
  if (typeof value !== 'string' || value.length > 1000) throw wrong(key);
  return value;
}

function wrong(key: string): MethodError {
  return new MethodError('invalidArguments', `filter/${key} has the wrong type.`);
}
