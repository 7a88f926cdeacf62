import type { ListedMailbox, MailboxFilter, MailboxList } from '@congvu/contract';
import type { Queryable } from '../../platform/index.ts';
import { sqlInForceOn, sqlMomentOf, sqlToday } from '../dates.ts';
import { DirectoryError } from '../errors.ts';
import { foldWords } from '../naming/fold.ts';

/** Of whose mailboxes someone sees a list. */
export interface Extent {
  province: string;
  whole: boolean;
  /** Otherwise: these organisations and all under them, */
  roots: readonly number[];
  /** and organisations of these kinds. */
  kinds: readonly string[];
}

export interface MailboxesAsked extends MailboxFilter {
  cursor?: string | undefined;
  limit: number;
  /** What a mailbox without a quota of its own may hold. */
  defaultQuota: number;
}

type Row = Omit<ListedMailbox, 'createdAt' | 'lastUsedAt' | 'organisation'> & {
  createdAt: Date;
  lastUsedAt: Date | null;
  workId: number | null;
  work: string | null;
};

/**
 * Mailboxes by address, page after page; those without an address (closed, and given to another since) come last.
 * @throws DirectoryError `directory.invalid` for a cursor that is none.
 */
export async function listMailboxes(db: Queryable, extent: Extent, asked: MailboxesAsked): Promise<MailboxList> {
  const { found, values, param, day } = conditionsOf(extent, asked);
  const after = asked.cursor === undefined ? null : readCursor(asked.cursor);
  const rest = after
    ? `and (coalesce(v.address, '~'), a.account_id) > (${param(after.key)}, ${param(after.accountId)}::bigint)`
    : '';
  const { rows } = await db.query<Row & { sortKey: string }>(
    `with page as materialized (
       select a.account_id, v.state, v.name, v.address, coalesce(v.address, '~') as sort_key
       ${found} ${rest} order by sort_key, a.account_id limit ${param(asked.limit + 1)}
     )
     select a.account_id as "accountId", a.kind, page.state, page.name, page.address, page.sort_key as "sortKey",
       a.person_id as "personId", a.organisation_id as "organisationId", a.used_bytes as "usedBytes",
       coalesce(a.quota_bytes, ${param(asked.defaultQuota)}::bigint) as "quotaBytes", a.created_at as "createdAt",
       (select count(*)::int from address ad where ad.account_id = a.account_id and not ad.is_primary) as aliases,
       (select max(last_at) from account_use u where u.account_id = a.account_id) as "lastUsedAt",
       work.organisation_id as "workId", work.name as work, ap.position
     from page join account a using (account_id)
     left join lateral (
       select position, organisation_id from appointment ap
       where ap.person_id = a.person_id and ${sqlInForceOn('ap', day)}
       order by is_head desc, valid_from, appointment_id limit 1
     ) ap on true
     left join organisation own on own.organisation_id = a.organisation_id
     left join organisation work on work.organisation_id = coalesce(ap.organisation_id, own.parent_id)
     order by page.sort_key, a.account_id`,
    values,
  );
  const shown = rows.slice(0, asked.limit);
  const last = rows.length > asked.limit ? shown.at(-1) : undefined;
  return {
    rows: shown.map(listed),
    cursor: last ? writeCursor({ key: last.sortKey, accountId: last.accountId }) : null,
    total: after ? null : await countMailboxes(db, extent, asked),
  };
}

async function countMailboxes(db: Queryable, extent: Extent, asked: MailboxesAsked): Promise<number> {
  const { found, values } = conditionsOf(extent, asked);
  const { rows } = await db.query<{ n: number }>(`select count(*)::int as n ${found}`, values);
  return rows[0]!.n;
}

function listed({ createdAt, lastUsedAt, workId, work, ...row }: Row & { sortKey: string }): ListedMailbox {
  const { sortKey: _, ...rest } = row;
  return {
    ...rest,
    organisation: workId === null || work === null ? null : { id: workId, name: work },
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}

/** Conditions are written in only when they are asked for, so that the plan fits the question. */
function conditionsOf(extent: Extent, asked: MailboxesAsked) {
  const values: unknown[] = [];
  const param = (value: unknown) => `$${values.push(value)}`;
  const day = asked.at === undefined ? null : `${param(asked.at)}::date`;
  const moment = day ? sqlMomentOf(day) : 'now()';
  const province = param(extent.province);
  const conditions = [`a.province_id = ${province}`];
  conditions.push(
    day
      ? `v.valid_from <= ${moment} and (v.valid_until is null or v.valid_until > ${moment})`
      : 'v.valid_until is null',
  );
  const { q, kind, state, organisation, overPercent, unusedMonths, defaultQuota } = asked;
  if (kind) conditions.push(`a.kind = ${param(kind)}`);
  if (state) conditions.push(`v.state = ${param(state)}`);
  const words = foldWords(q ?? '');
  if (words.length > 0) {
    const typed = param(escapeLike((q ?? '').trim().toLowerCase()));
    const name = `'%' || ${param(words.join('%'))} || '%'`;
    // Names of today are folded already; of another day each has to be.
    const entries = (id: string) =>
      `select e.${id} from directory_entry e where e.province_id = ${province} and e.folded like ${name}`;
    const called = day
      ? `fold(v.name) like ${name}`
      : `(a.person_id in (${entries('person_id')}) or a.organisation_id in (${entries('organisation_id')}))`;
    conditions.push(`(v.address like '%' || ${typed} || '%' or ${called})`);
  }
  if (overPercent !== undefined) {
    const quota = `coalesce(a.quota_bytes, ${param(defaultQuota)}::bigint)`;
    conditions.push(`a.used_bytes * 100 >= ${quota} * ${param(overPercent)}::bigint`);
  }
  if (unusedMonths !== undefined) {
    conditions.push(
      `coalesce((select max(last_at) from account_use u where u.account_id = a.account_id), a.created_at)
         < ${moment} - make_interval(months => ${param(unusedMonths)})`,
    );
  }
  if (!extent.whole) conditions.push(within(extent.roots, extent.kinds, param, day ?? sqlToday));
  if (organisation !== undefined) conditions.push(within([organisation], [], param, day ?? sqlToday));
  const found = `from account_version v join account a using (account_id) where ${conditions.join(' and ')}`;
  return { found, values, param, day: day ?? sqlToday };
}

/** The organisation itself, or someone with a position in it or below. */
function within(
  roots: readonly number[],
  kinds: readonly string[],
  param: (value: unknown) => string,
  day: string,
): string {
  const place = `(o.path && ${param(roots)}::bigint[] or o.kind = any(${param(kinds)}::text[]))`;
  return `(exists (select from organisation o where o.organisation_id = a.organisation_id and ${place})
    or exists (select from appointment w join organisation o using (organisation_id)
               where w.person_id = a.person_id and ${sqlInForceOn('w', day)} and ${place}))`;
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&');

interface Cursor {
  key: string;
  accountId: number;
}

const writeCursor = (cursor: Cursor) =>
  Buffer.from(JSON.stringify([cursor.key, cursor.accountId])).toString('base64url');

function readCursor(text: string): Cursor {
  try {
    const [key, accountId] = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (typeof key === 'string' && Number.isSafeInteger(accountId)) return { key, accountId };
  } catch {}
  throw new DirectoryError('directory.invalid', 'The cursor is none.', { field: 'cursor' });
}
