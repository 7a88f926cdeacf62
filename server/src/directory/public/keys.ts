import { createHash, randomBytes } from 'node:crypto';
import type { Queryable, Transaction } from '../../platform/index.ts';
import { type Actor, writeAudit } from '../audit.ts';
import { requireText } from '../check.ts';
import { DirectoryError } from '../errors.ts';

export interface PublicKey {
  id: number;
  /** Whose portal. */
  name: string;
  createdAt: Date;
  createdBy: string | null;
  usedAt: Date | null;
  revokedAt: Date | null;
}

const hashOf = (token: string) => createHash('sha256').update(token).digest();

/** Answers the token, which is told this once. @throws DirectoryError `directory.invalid`. */
export async function issueKey(
  tx: Transaction,
  province: string,
  input: { name: string },
  by: Actor,
): Promise<{ id: number; token: string }> {
  const name = requireText(input.name, 'name', 200);
  const token = `cvd_${randomBytes(24).toString('base64url')}`;
  const { rows } = await tx.query<{ id: number }>(
    'insert into public_key (province_id, name, token_hash, created_by) values ($1, $2, $3, $4) returning key_id as id',
    [province, name, hashOf(token), by.kind === 'person' ? by.personId : null],
  );
  const { id } = rows[0]!;
  await writeAudit(tx, by, { kind: 'public-key.issued', province, data: { keyId: id, name } });
  return { id, token };
}

/** Answers whether it was in force. @throws DirectoryError `directory.no-key`. */
export async function revokeKey(tx: Transaction, province: string, id: number, by: Actor): Promise<boolean> {
  const { rows } = await tx.query<{ name: string; was: Date | null }>(
    `update public_key k set revoked_at = coalesce(k.revoked_at, now()) from public_key old
     where k.key_id = $1 and k.province_id = $2 and old.key_id = k.key_id returning k.name, old.revoked_at as was`,
    [id, province],
  );
  if (!rows[0]) throw new DirectoryError('directory.no-key', String(id));
  if (rows[0].was !== null) return false;
  await writeAudit(tx, by, { kind: 'public-key.revoked', province, data: { keyId: id, name: rows[0].name } });
  return true;
}

export async function listKeys(db: Queryable, province: string): Promise<PublicKey[]> {
  const { rows } = await db.query<PublicKey>(
    `select k.key_id as id, k.name, k.created_at as "createdAt", p.name as "createdBy", k.used_at as "usedAt", k.revoked_at as "revokedAt"
     from public_key k left join person p on p.person_id = k.created_by
     where k.province_id = $1 order by k.revoked_at is not null, k.key_id desc limit 200`,
    [province],
  );
  return rows;
}

/** Whether a token opens this province's data; notes its use, at most once an hour. */
export async function useKey(db: Queryable, province: string, token: string): Promise<boolean> {
  if (!/^cvd_[\w-]{32}$/.test(token)) return false;
  const { rows } = await db.query<{ id: number; stale: boolean }>(
    `select key_id as id, used_at is null or used_at < now() - interval '1 hour' as stale from public_key
     where token_hash = $1 and province_id = $2 and revoked_at is null`,
    [hashOf(token), province],
  );
  if (!rows[0]) return false;
  if (rows[0].stale) await db.query('update public_key set used_at = now() where key_id = $1', [rows[0].id]);
  return true;
}
