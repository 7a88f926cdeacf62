/** Audit events by what a reader asks for, newest first, in the part of the tree they may see. */
import { type AuditEntry, type AuditGroup, type AuditKind, type AuditPage, auditKinds } from '@congvu/contract';
import { AppError, type Queryable } from '../../platform/index.ts';
import { resolveNames } from './resolve-names.ts';
import { textPattern } from './text-pattern.ts';

/** What someone may read: all of the province, or what is about these organisations and all under them. */
export interface AuditExtent {
  province: string;
  whole: boolean;
  roots: readonly number[];
}

export interface AuditFilter {
  from?: Date | undefined;
  until?: Date | undefined;
  /** Who did it. */
  actor?: number | undefined;
  /** Whom it is about. */
  person?: number | undefined;
  /** This one and all under it. */
  organisation?: number | undefined;
  account?: number | undefined;
  group?: AuditGroup | undefined;
  kind?: string | undefined;
  /** Anywhere in what the event tells; case and diacritics apart. */
  text?: string | undefined;
}

export interface FindOptions {
  limit: number;
  after?: string | undefined;
  /** Milliseconds after which a search for a text answers with what it has. */
  patience?: number;
}

interface Row {
  event_id: number;
  /** With microseconds, which a Date would lose. */
  at: string;
  seq: number | null;
  actor: AuditEntry['actor']['kind'];
  actor_person_id: number | null;
  kind: string;
  account_id: number | null;
  organisation_id: number | null;
  person_id: number | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  data: Record<string, unknown>;
  remote_address: string | null;
  /** Whether the text asked for is in it: the last one looked at comes also when it is not. */
  matches: boolean;
  /** How many were looked at. */
  looked: number;
}

/** How many events a search for a text looks at before it looks at the clock. */
const chunk = 10_000;

/** @throws AppError `request.invalid` for an `after` that is none. */
export async function findEvents(
  db: Queryable,
  extent: AuditExtent,
  filter: AuditFilter,
  { limit, after, patience = 1500 }: FindOptions,
): Promise<AuditPage> {
  const end = performance.now() + patience;
  const under = await organisationsUnder(db, extent, filter);
  const text = filter.text?.trim() ?? '';
  const found: Row[] = [];
  let cursor = after === undefined ? undefined : readCursor(after);
  for (;;) {
    const most = text === '' ? limit + 1 : chunk;
    const rows = await readChunk(db, extent, under, filter, text, cursor, most);
    const looked = rows[0]?.looked ?? 0;
    const fitting = rows.filter((row) => row.matches).slice(0, limit + 1 - found.length);
    found.push(...fitting);
    if (found.length > limit) {
      const page = found.slice(0, limit);
      return { ...(await entriesOf(db, page)), next: cursorOf(page.at(-1)!), searchedTo: null };
    }
    const last = rows.at(-1);
    if (!last || looked < most) return { ...(await entriesOf(db, found)), next: null, searchedTo: null };
    cursor = last;
    if (performance.now() > end) return { ...(await entriesOf(db, found)), next: cursorOf(last), searchedTo: last.at };
  }
}

type Cursor = Pick<Row, 'at' | 'event_id'>;

const cursorOf = ({ at, event_id }: Cursor) => Buffer.from(`${at}|${event_id}`).toString('base64url');

function readCursor(text: string): Cursor {
  const [, at, id] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)\|(\d{1,15})$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (!at || !id) throw new AppError('request.invalid');
  return { at, event_id: Number(id) };
}

const kindsOf = (group: AuditGroup): AuditKind[] =>
  (Object.keys(auditKinds) as AuditKind[]).filter((kind) => auditKinds[kind].group === group);

async function readChunk(
  db: Queryable,
  extent: AuditExtent,
  under: Under,
  filter: AuditFilter,
  text: string,
  cursor: Cursor | undefined,
  limit: number,
): Promise<Row[]> {
  const values: unknown[] = [];
  const value = (one: unknown) => `$${values.push(one)}`;
  const where = conditionsOf(extent, under, filter, value);
  if (cursor) where.push(`(e.at, e.event_id) < (${value(cursor.at)}::timestamptz, ${value(cursor.event_id)})`);
  const told = "concat_ws(' ', e.kind, e.before::text, e.after::text, e.data::text, e.remote_address)";
  const matches = text === '' ? 'true' : `${told} ~ ${value(textPattern(text))}`;
  // The text's match is no condition of the inner part, so that it goes by index and its end is known.
  const { rows } = await db.query<Row>(
    `select event_id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor, actor_person_id, kind,
       account_id, organisation_id, person_id, before, after, data, remote_address, matches, looked,
       (select c.seq from audit_chain c where c.event_id = part.event_id) as seq
     from (
       select e.*, ${matches} as matches, row_number() over (order by e.at desc, e.event_id desc) as n, count(*) over () as looked
       from (
         select * from audit_event e where ${where.join(' and ')}
         order by e.at desc, e.event_id desc limit ${value(limit)}
       ) e
     ) part
     where matches or n = looked
     order by at desc, event_id desc`,
    values,
  );
  return rows;
}

/** The organisations that an event must be about, for each reason there is. */
type Under = number[][];

async function organisationsUnder(db: Queryable, extent: AuditExtent, filter: AuditFilter): Promise<Under> {
  const reasons = [
    ...(extent.whole ? [] : [extent.roots]),
    ...(filter.organisation === undefined ? [] : [[filter.organisation]]),
  ];
  return Promise.all(
    reasons.map(async (roots) => {
      const { rows } = await db.query<{ ids: number[] }>({
        name: 'audit-organisations',
        text: `select coalesce(array_agg(organisation_id), '{}') as ids from organisation where province_id = $1 and path && $2`,
        values: [extent.province, roots],
      });
      return rows[0]!.ids;
    }),
  );
}

/** More than so many organisations have a good part of all events: those are gone through by time, not gathered and sorted. */
const many = 300;

function conditionsOf(
  extent: AuditExtent,
  under: Under,
  filter: AuditFilter,
  value: (one: unknown) => string,
): string[] {
  const province = `e.province_id = ${value(extent.province)}`;
  // What is no province's is told where there is only one.
  const alone = '(e.province_id is null and (select count(*) from province) = 1)';
  const where = [extent.whole ? `(${province} or ${alone})` : province];
  for (const ids of under) {
    where.push(`e.organisation_id${ids.length > many ? ' + 0' : ''} = any(${value(ids)}::bigint[])`);
  }
  if (filter.from) where.push(`e.at >= ${value(filter.from)}`);
  if (filter.until) where.push(`e.at < ${value(filter.until)}`);
  if (filter.actor !== undefined) where.push(`e.actor_person_id = ${value(filter.actor)}`);
  if (filter.person !== undefined) where.push(`e.person_id = ${value(filter.person)}`);
  if (filter.account !== undefined) where.push(`e.account_id = ${value(filter.account)}`);
  if (filter.kind !== undefined) where.push(`e.kind = ${value(filter.kind)}`);
  else if (filter.group !== undefined) where.push(`e.kind = any(${value(kindsOf(filter.group))})`);
  return where;
}

/** What is there no more, deleted or taken back, is named as its own event names it. */
function toldName({ kind, before, after, data }: Row, about: 'organisation.' | 'person.'): unknown {
  return kind.startsWith(about) ? (after?.name ?? before?.name ?? data.name) : undefined;
}

async function entriesOf(db: Queryable, rows: Row[]): Promise<Pick<AuditPage, 'rows' | 'names'>> {
  const { names, addresses } = await resolveNames(db, rows);
  const named = (id: number | null, known: Record<number, string>, told?: unknown) =>
    id === null ? null : { id, name: known[id] ?? (typeof told === 'string' ? told : `#${id}`) };
  const entries = rows.map(
    (row): AuditEntry => ({
      id: row.event_id,
      at: row.at,
      seq: row.seq,
      actor: { kind: row.actor, person: named(row.actor_person_id, names.people) },
      kind: row.kind,
      organisation: named(row.organisation_id, names.organisations, toldName(row, 'organisation.')),
      person: named(row.person_id, names.people, toldName(row, 'person.')),
      account:
        row.account_id === null
          ? null
          : { ...named(row.account_id, names.accounts)!, address: addresses.get(row.account_id) ?? null },
      before: row.before,
      after: row.after,
      data: row.data,
      remoteAddress: row.remote_address,
    }),
  );
  return { rows: entries, names };
}
