import { collator } from '../core/collation.ts';
import { MethodError } from '../core/errors.ts';
import { decodeId, encodeId } from '../core/ids.ts';
import type { JsonObject } from '../core/json.ts';
import { type Filter, matches, readFilter } from '../core/query.ts';
import type { MailboxRow } from '../queries/mailbox.ts';

interface MailboxCondition {
  parentId?: number | null;
  name?: string;
  role?: string | null;
  hasAnyRole?: boolean;
  isSubscribed?: boolean;
}

type Sort = { property: string; isAscending?: boolean; collation?: string }[];

export interface MailboxQueryInput {
  filter?: JsonObject | null;
  sort?: Sort | null;
  sortAsTree?: boolean;
  filterAsTree?: boolean;
}

/** Ids of Mailboxes, filtered and sorted (RFC 8621 §2.3). @throws MethodError */
export function queryMailboxes(rows: readonly MailboxRow[], input: MailboxQueryInput): string[] {
  const filter = readFilter(input.filter, readCondition);
  const sorted = [...rows].sort(comparison(input.sort ?? []));
  const byId = new Map(rows.map((r) => [r.mailbox_id, r]));
  const passes = (row: MailboxRow): boolean => matchesRow(filter, row);
  const withParents = (row: MailboxRow): boolean => {
    for (let at: MailboxRow | undefined = row; at; at = at.parent_id === null ? undefined : byId.get(at.parent_id)) {
      if (!passes(at)) return false;
    }
    return true;
  };
  const found = sorted.filter(input.filterAsTree ? withParents : passes);
  const ordered = input.sortAsTree ? asTree(sorted).filter((r) => found.includes(r)) : found;
  return ordered.map((r) => encodeId('mailbox', r.mailbox_id));
}

function matchesRow(filter: Filter<MailboxCondition> | undefined, row: MailboxRow): boolean {
  return matches(filter, (c) => {
    if (c.parentId !== undefined && row.parent_id !== c.parentId) return false;
    if (c.name !== undefined && !row.name.toLocaleLowerCase().includes(c.name.toLocaleLowerCase())) return false;
    if (c.role !== undefined && row.role !== c.role) return false;
    if (c.hasAnyRole !== undefined && (row.role !== null) !== c.hasAnyRole) return false;
    return c.isSubscribed === undefined || row.subscribed === c.isSubscribed;
  });
}

function readCondition(object: JsonObject): MailboxCondition {
  const condition: MailboxCondition = {};
  for (const [key, value] of Object.entries(object)) {
    const wrong = () => new MethodError('invalidArguments', `filter/${key} has the wrong type.`);
    if (key === 'parentId') {
      if (value !== null && typeof value !== 'string') throw wrong();
      condition.parentId = value === null ? null : (decodeId('mailbox', value) ?? 0);
    } else if (key === 'role') {
      if (value !== null && typeof value !== 'string') throw wrong();
      condition.role = value;
    } else if (key === 'name') {
      if (typeof value !== 'string') throw wrong();
      condition.name = value;
    } else if (key === 'hasAnyRole' || key === 'isSubscribed') {
      if (typeof value !== 'boolean') throw wrong();
      condition[key] = value;
    } else throw new MethodError('unsupportedFilter', `No such condition: ${key.slice(0, 100)}`);
  }
  return condition;
}

function comparison(sort: Sort): (a: MailboxRow, b: MailboxRow) => number {
  const comparators = sort.map(({ property, isAscending = true, collation }) => {
    const compare = collator(collation);
    const by: Record<string, (a: MailboxRow, b: MailboxRow) => number> = {
      sortOrder: (a, b) => a.sort_order - b.sort_order,
      name: (a, b) => compare(a.name, b.name),
    };
    const found = Object.hasOwn(by, property) ? by[property] : undefined;
    if (!found) throw new MethodError('unsupportedSort', `Can't sort by ${property.slice(0, 100)}.`);
    return isAscending ? found : (a: MailboxRow, b: MailboxRow) => -found(a, b);
  });
  return (a, b) => {
    for (const compare of comparators) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return a.mailbox_id - b.mailbox_id;
  };
}

/** Each mailbox followed by those in it. */
function asTree(sorted: readonly MailboxRow[]): MailboxRow[] {
  const children = Map.groupBy(sorted, (r) => r.parent_id);
  const below = (parent: number | null): MailboxRow[] =>
    (children.get(parent) ?? []).flatMap((row) => [row, ...below(row.mailbox_id)]);
  return below(null);
}
