import type { Queryable } from '../platform/index.ts';

/** Who does a thing. `cli`: an operator at the machine itself; `system`: the server by itself. */
export type Actor = { kind: 'person'; personId: number } | { kind: 'system' } | { kind: 'cli' };

export const system: Actor = { kind: 'system' };

export interface AuditEvent {
  /** `account.created`, `auth.password-changed`. */
  kind: string;
  accountId?: number | null;
  /** Never a secret. */
  data?: Record<string, unknown>;
}

/** Writes the event in the transaction that does what it tells. */
export async function writeAudit(tx: Queryable, by: Actor, event: AuditEvent): Promise<void> {
  await tx.query({
    name: 'audit-event',
    text: 'insert into audit_event (actor_person_id, actor, kind, account_id, data) values ($1, $2, $3, $4, $5)',
    values: [
      by.kind === 'person' ? by.personId : null,
      by.kind,
      event.kind,
      event.accountId ?? null,
      JSON.stringify(event.data ?? {}),
    ],
  });
}
