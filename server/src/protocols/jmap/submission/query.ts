import { MethodError } from '../core/errors.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { matches, readFilter } from '../core/query.ts';
import type { SubmissionRow } from '../queries/submission.ts';
import { type EmailSubmission, toSubmission } from './submission.ts';

interface Condition {
  identityIds?: string[];
  emailIds?: string[];
  threadIds?: string[];
  undoStatus?: string;
  before?: number;
  after?: number;
}

type Sort = { property: string; isAscending?: boolean }[];

/** Submissions filtered and sorted (RFC 8621 §7.3). @throws MethodError */
export function querySubmissions(
  rows: readonly SubmissionRow[],
  filter: JsonObject | null | undefined,
  sort: Sort,
): string[] {
  const read = readFilter(filter, readCondition);
  const all = rows.map(toSubmission);
  const found = all.filter((s) =>
    matches(read, (c) => {
      if (c.identityIds && !c.identityIds.includes(s.identityId)) return false;
      if (c.emailIds && !c.emailIds.includes(s.emailId)) return false;
      if (c.threadIds && !c.threadIds.includes(s.threadId)) return false;
      if (c.undoStatus !== undefined && s.undoStatus !== c.undoStatus) return false;
      const time = Date.parse(s.sendAt);
      return (c.before === undefined || time < c.before) && (c.after === undefined || time >= c.after);
    }),
  );
  return found.sort(comparison(sort)).map((s) => s.id);
}

function readCondition(object: JsonObject): Condition {
  const condition: Condition = {};
  for (const [key, value] of Object.entries(object)) {
    if (key === 'identityIds' || key === 'emailIds' || key === 'threadIds') condition[key] = ids(key, value);
    else if (key === 'undoStatus' && typeof value === 'string') condition.undoStatus = value;
    else if ((key === 'before' || key === 'after') && typeof value === 'string' && !Number.isNaN(Date.parse(value))) {
      condition[key] = Date.parse(value);
    } else if (['undoStatus', 'before', 'after'].includes(key)) throw wrong(key);
    else throw new MethodError('unsupportedFilter', `No such condition: ${key.slice(0, 100)}`);
  }
  return condition;
}

function ids(key: string, value: Json): string[] {
  if (!Array.isArray(value) || !value.every((v) => typeof v === 'string')) throw wrong(key);
  return value as string[];
}

function wrong(key: string): MethodError {
  return new MethodError('invalidArguments', `filter/${key} has the wrong type.`);
}

function comparison(sort: Sort): (a: EmailSubmission, b: EmailSubmission) => number {
  const comparators = sort.map(({ property, isAscending = true }) => {
    const key = { emailId: 'emailId', threadId: 'threadId', sentAt: 'sendAt', sendAt: 'sendAt' } as const;
    const found = Object.hasOwn(key, property) ? key[property as keyof typeof key] : undefined;
    if (!found) throw new MethodError('unsupportedSort', `Can't sort by ${property.slice(0, 100)}.`);
    return { found, sign: isAscending ? 1 : -1 };
  });
  return (a, b) => {
    for (const { found, sign } of comparators) if (a[found] !== b[found]) return a[found] < b[found] ? -sign : sign;
    return Number(b.id.slice(1)) - Number(a.id.slice(1));
  };
}
