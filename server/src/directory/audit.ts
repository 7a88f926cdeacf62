import type { AuditKind } from '@congvu/contract';
import type { Queryable, Transaction } from '../platform/index.ts';
import { sqlInForce } from './dates.ts';

/**
 * Who does a thing. `cli`: an operator at the machine itself; `system`: the server by itself. A person behind an HTTP
 * request comes from `actorOf`, with the address they act from.
 */
export type Actor =
  | { kind: 'person'; personId: number; province?: string; remoteAddress?: string }
  | { kind: 'system' }
  | { kind: 'cli' };

export const system: Actor = { kind: 'system' };

export interface AuditEvent {
  /** `account.created`, `auth.password-changed`. Each has its words in the contract's `audit-kinds.ts`. */
  kind: AuditKind;
  /** What it is about; several may be given. */
  accountId?: number | null | undefined;
  /** Left out: the account's, or where the person works. Who may read about an organisation finds the event by it. */
  organisationId?: number | null | undefined;
  /** Whom it is about, not who does it. Left out: the account's owner. */
  personId?: number | null | undefined;
  /** Left out: that of what it is about, else the actor's. */
  province?: string | null | undefined;
  /** Only what changed, by the same names in both. Never a secret. */
  before?: Record<string, unknown> | null | undefined;
  after?: Record<string, unknown> | null | undefined;
  /** Whatever else is worth knowing. Never a secret. */
  data?: Record<string, unknown> | undefined;
  /** Left out: the actor's. */
  remoteAddress?: string | null | undefined;
}

/** Writes the event in the transaction that does what it tells. */
export async function writeAudit(tx: Queryable, by: Actor, event: AuditEvent): Promise<void> {
  await writeAudits(tx, by, [event]);
}

/** As `writeAudit`, many at once, in this order. For acts on thousands of rows: a thousand or so to a call. */
export async function writeAudits(
  tx: Queryable | Transaction,
  by: Actor,
  events: readonly AuditEvent[],
): Promise<void> {
  if (events.length === 0) return;
  // The chain's head is locked until the commit, by everyone who writes an event (docs/adr/0018).
  if ('unlockBeforeSync' in tx) tx.unlockBeforeSync();
  const person = by.kind === 'person' ? by : undefined;
  const rows = events.map((event) => ({
    kind: event.kind,
    account_id: event.accountId,
    organisation_id: event.organisationId,
    person_id: event.personId,
    province_id: event.province,
    before: event.before,
    after: event.after,
    data: event.data ?? {},
    remote_address: event.remoteAddress ?? person?.remoteAddress,
  }));
  // jsonb holds no NUL.
  const json = JSON.stringify(rows).replaceAll('\\u0000', '\\ufffd');
  await tx.query({ name: 'audit-events', text: insertEvents, values: [person?.personId ?? null, by.kind, json] });
}

const insertEvents = `
  insert into audit_event (actor_person_id, actor, kind, account_id, organisation_id, person_id, province_id, before, after,
    data, remote_address)
  select $1, $2, e.kind, e.account_id,
    coalesce(e.organisation_id, a.organisation_id, (
      select ap.organisation_id from appointment ap
      where ap.person_id = coalesce(e.person_id, a.person_id) and ${sqlInForce('ap')}
      order by ap.is_head desc, ap.valid_from, ap.appointment_id limit 1)),
    coalesce(e.person_id, a.person_id),
    coalesce(e.province_id, a.province_id,
      (select o.province_id from organisation o where o.organisation_id = e.organisation_id),
      (select p.province_id from person p where p.person_id = e.person_id),
      (select p.province_id from person p where p.person_id = $1)),
    nullif(e.before, 'null'::jsonb), nullif(e.after, 'null'::jsonb), e.data, e.remote_address
  from rows from (jsonb_to_recordset($3::jsonb) as (kind text, account_id bigint, organisation_id bigint, person_id bigint,
    province_id text, before jsonb, after jsonb, data jsonb, remote_address text)) with ordinality
    as e(kind, account_id, organisation_id, person_id, province_id, before, after, data, remote_address, n)
  left join account a on a.account_id = e.account_id
  order by e.n`;
