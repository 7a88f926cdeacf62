import type { EntitlementBasis, Mailbox, MailboxDetails, MailboxStateName } from '@congvu/contract';
import type { Queryable } from '../../platform/index.ts';
import type { Regulation } from '../../regulation/index.ts';
import { DirectoryError } from '../errors.ts';
import { citedIf } from '../naming/rules.ts';
import { retentionOf } from './retire.ts';

interface Row {
  accountId: number;
  kind: Mailbox['kind'];
  state: MailboxStateName;
  name: string;
  province: string;
  personId: number | null;
  organisationId: number | null;
  quotaBytes: number | null;
  usedBytes: number;
  messages: number;
  createdAt: Date;
  lastUsedAt: Date | null;
  basis: EntitlementBasis | null;
  cite: string | null;
  document: string | null;
}

/** What the caller may see and do. */
export interface Sight {
  /** Any mailbox's details, or only those of their own. */
  details: boolean;
  personId: number;
  mayChange: boolean;
}

/** A mailbox as its page shows it. @throws DirectoryError `directory.no-mailbox`. */
export async function readMailbox(
  db: Queryable,
  regulation: Regulation,
  accountId: number,
  sight: Sight,
): Promise<Mailbox> {
  const { rows } = await db.query<Row>({ name: 'mailbox-read', text: mailbox, values: [accountId] });
  const row = rows[0];
  if (!row) throw new DirectoryError('directory.no-mailbox', String(accountId));
  const addresses = await readAddresses(db, accountId);
  const { kind, state, name, personId, organisationId } = row;
  const seen = sight.details || personId === sight.personId;
  return {
    accountId,
    kind,
    state,
    name,
    address: addresses.find((one) => one.isPrimary)?.address ?? null,
    owner: { personId, organisationId },
    aliases: addresses.filter((one) => !one.isPrimary).map(({ address, until }) => ({ address, until })),
    details: seen ? detailsOf(regulation, row, await readHistory(db, accountId)) : null,
    mayChange: sight.mayChange,
  };
}

function detailsOf(regulation: Regulation, row: Row, history: MailboxDetails['history']): MailboxDetails {
  const { province, basis, cite, document } = row;
  const quota = regulation.cited(province, 'mailbox-quota');
  const { reusableFrom, aliasUntil } = retentionOf(regulation, province);
  return {
    quota: {
      usedBytes: row.usedBytes,
      messages: row.messages,
      bytes: row.quotaBytes ?? quota.value.bytes,
      own: row.quotaBytes !== null,
      most: quota.value.bytes,
      cite: quota.cite,
      warnPercent: citedIf(regulation, province, 'quota-warning')?.value.percent ?? 100,
    },
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    grant: basis && { basis, cite: cite === null ? null : regulation.citation(province, cite), document },
    history,
    retention: { keptUntil: reusableFrom?.toString() ?? null, aliasUntil: aliasUntil?.toString() ?? null },
  };
}

const mailbox = `
  select a.account_id as "accountId", a.kind, a.state, a.name, a.province_id as province, a.person_id as "personId",
    a.organisation_id as "organisationId", a.quota_bytes as "quotaBytes", a.used_bytes as "usedBytes",
    a.message_count as messages, a.created_at as "createdAt",
    (select max(last_at) from account_use u where u.account_id = a.account_id) as "lastUsedAt",
    g.basis, g.cite, g.document
  from account a left join account_grant g using (account_id) where a.account_id = $1`;

async function readAddresses(
  db: Queryable,
  accountId: number,
): Promise<{ address: string; isPrimary: boolean; until: string | null }[]> {
  const { rows } = await db.query<{ address: string; isPrimary: boolean; until: string | null }>({
    name: 'mailbox-read-addresses',
    text: `select address, is_primary as "isPrimary", valid_until as until from address where account_id = $1
           order by valid_until nulls first, address`,
    values: [accountId],
  });
  return rows;
}

/** Changes of the display name alone are no news here. */
async function readHistory(db: Queryable, accountId: number): Promise<MailboxDetails['history']> {
  const { rows } = await db.query<{ from: Date; until: Date | null; state: MailboxStateName; address: string | null }>({
    name: 'mailbox-read-history',
    text: `
      select min(valid_from) as "from", nullif(max(coalesce(valid_until, 'infinity')), 'infinity') as until, state, address
      from (
        select v.*, count(*) filter (where changed) over (order by valid_from) as stretch from (
          select *, (state, address) is distinct from
            (lag(state) over (order by valid_from), lag(address) over (order by valid_from)) as changed
          from account_version where account_id = $1
        ) v
      ) s group by stretch, state, address order by 1 desc limit 100`,
    values: [accountId],
  });
  return rows.map(({ from, until, state, address }) => ({
    from: from.toISOString(),
    until: until?.toISOString() ?? null,
    state,
    address,
  }));
}
