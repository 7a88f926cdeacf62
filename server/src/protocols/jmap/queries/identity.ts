import type { Queryable } from '../../../platform/index.ts';
import type { Change } from '../core/changes.ts';
import type { Since } from '../core/state.ts';

export interface IdentityAddress {
  name: string | null;
  email: string;
}

export interface IdentityRow {
  identity_id: number;
  email: string;
  name: string;
  reply_to: IdentityAddress[] | null;
  bcc: IdentityAddress[] | null;
  text_signature: string;
  html_signature: string;
}

/** A person's identities in an account, for the addresses they may use there now. */
export async function identities(
  db: Queryable,
  accountId: number,
  personId: number,
  addresses: string[],
): Promise<IdentityRow[]> {
  const { rows } = await db.query<IdentityRow>({
    name: 'jmap_identities',
    text: `
select identity_id, email, name, reply_to, bcc, text_signature, html_signature from identity
where account_id = $1 and person_id = $2 and email = any($3::text[])
order by array_position($3::text[], email), identity_id`,
    values: [accountId, personId, addresses],
  });
  return rows;
}

export interface NewIdentity {
  email: string;
  name: string;
  replyTo: IdentityAddress[] | null;
  bcc: IdentityAddress[] | null;
  textSignature: string;
  htmlSignature: string;
}

/** `created`: the counter it is told as new from. */
export async function insertIdentity(
  db: Queryable,
  accountId: number,
  personId: number,
  made: NewIdentity,
  created: number,
): Promise<number> {
  const { rows } = await db.query<{ identity_id: number }>({
    name: 'jmap_insert_identity',
    text: `
insert into identity (account_id, person_id, email, name, reply_to, bcc, text_signature, html_signature, modseq, created_modseq)
values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7, $8, $9, $9) returning identity_id`,
    values: [
      accountId,
      personId,
      made.email,
      made.name,
      jsonOrNull(made.replyTo),
      jsonOrNull(made.bcc),
      made.textSignature,
      made.htmlSignature,
      created,
    ],
  });
  return rows[0]!.identity_id;
}

export async function writeIdentity(
  db: Queryable,
  accountId: number,
  identityId: number,
  made: NewIdentity,
  modseq: number,
): Promise<void> {
  await db.query({
    name: 'jmap_write_identity',
    text: `
update identity set name = $3, reply_to = $4::jsonb, bcc = $5::jsonb, text_signature = $6, html_signature = $7, modseq = $8
where account_id = $1 and identity_id = $2`,
    values: [
      accountId,
      identityId,
      made.name,
      jsonOrNull(made.replyTo),
      jsonOrNull(made.bcc),
      made.textSignature,
      made.htmlSignature,
      modseq,
    ],
  });
}

export async function deleteIdentity(
  db: Queryable,
  accountId: number,
  identityId: number,
  modseq: number,
): Promise<void> {
  await db.query({
    name: 'jmap_delete_identity',
    text: `
with gone as (delete from identity where account_id = $1 and identity_id = $2 returning person_id)
insert into identity_vanished (account_id, identity_id, person_id, modseq) select $1, $2, person_id, $3 from gone`,
    values: [accountId, identityId, modseq],
  });
}

/** The counter, with the account locked until commit: nobody else adds an identity meanwhile. */
export async function lockForIdentities(tx: Queryable, accountId: number): Promise<number> {
  const { rows } = await tx.query<{ modseq: number }>({
    name: 'jmap_lock_account',
    text: 'select modseq from account where account_id = $1 for no key update',
    values: [accountId],
  });
  return rows[0]!.modseq;
}

export async function identityChanges(
  db: Queryable,
  accountId: number,
  personId: number,
  since: Since,
  limit: number,
): Promise<Change[]> {
  const { rows } = await db.query<Change>({
    name: 'jmap_identity_changes',
    text: `
select * from (
  select identity_id as id, modseq, created_modseq as "createdAt", false as destroyed
  from identity where account_id = $1 and person_id = $2
  union all
  select identity_id, modseq, 0, true from identity_vanished where account_id = $1 and person_id = $2
) c where (modseq, id) > ($3::bigint, $4::bigint) order by modseq, id limit $5`,
    values: [accountId, personId, since.modseq, since.id ?? Number.MAX_SAFE_INTEGER, limit],
  });
  return rows;
}

function jsonOrNull(value: IdentityAddress[] | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
