import { createHash, randomBytes } from 'node:crypto';
import { type Actor, noticeAccess, writeAudit } from '../directory/index.ts';
import type { Pools, Queryable } from '../platform/index.ts';
import type { SignedIn } from './authenticate.ts';

/** Seconds. A session ends when unused for `idle`, and in any case after `absolute`. */
export const sessionLifetime = { idle: 12 * 3600, absolute: 7 * 86_400 } as const;

export interface WebSession {
  personId: number;
  accountId: number;
  address: string;
  name: string;
  mustChangePassword: boolean;
  credentialVersion: number;
  /** SHA-256 of the token; names the session. Undefined for HTTP Basic. */
  tokenHash: Buffer | undefined;
}

export interface SessionOrigin {
  remoteAddress: string;
  userAgent?: string | undefined;
}

/** What a person sees of their sessions. */
export interface ListedSession {
  /** Hexadecimal; not the token. */
  id: string;
  createdAt: Date;
  lastSeenAt: Date;
  userAgent: string | null;
  remoteAddress: string | null;
}

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Makes a session; answers its token, 256 random bits, of which the database keeps only the hash. */
export async function openSession(pools: Pools, who: SignedIn, origin: SessionOrigin): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const userAgent = origin.userAgent?.replace(/\p{Cc}/gu, '').slice(0, 300) ?? null;
  await pools.transaction(async (tx) => {
    await tx.query('delete from web_session where expires_at < now()');
    await tx.query(
      `insert into web_session (token_hash, person_id, expires_at, user_agent, remote_address)
       values ($1, $2, now() + $3 * interval '1 second', $4, $5)`,
      [hashToken(token), who.personId, sessionLifetime.idle, userAgent, origin.remoteAddress],
    );
    const by: Actor = { kind: 'person', personId: who.personId };
    await writeAudit(tx, by, {
      kind: 'auth.signed-in',
      accountId: who.accountId,
      remoteAddress: origin.remoteAddress,
      data: { userAgent },
    });
  });
  return token;
}

/** The session of a token, if it is alive and its person's mailbox in use; moves its end on. */
export async function findSession(db: Queryable, token: string): Promise<WebSession | undefined> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined;
  const tokenHash = hashToken(token);
  const { rows } = await db.query<Omit<WebSession, 'tokenHash'> & { touch: boolean }>({
    name: 'web-session',
    text: `
      select s.person_id as "personId", a.account_id as "accountId", ad.address, a.name,
        c.must_change as "mustChangePassword", c.version as "credentialVersion",
        s.last_seen_at < now() - interval '5 minutes' as touch
      from web_session s
      join credential c using (person_id)
      join account a using (person_id)
      join address ad on ad.account_id = a.account_id and ad.is_primary
      where s.token_hash = $1 and s.expires_at > now() and a.state = 'active'
      order by a.account_id limit 1`,
    values: [tokenHash],
  });
  if (!rows[0]) return undefined;
  const { touch, ...session } = rows[0];
  if (touch) await touchSession(db, tokenHash);
  return { ...session, tokenHash };
}

async function touchSession(db: Queryable, tokenHash: Buffer): Promise<void> {
  await db.query({
    name: 'web-session-touch',
    text: `update web_session set last_seen_at = now(), expires_at =
             least(now() + $2 * interval '1 second', created_at + $3 * interval '1 second')
           where token_hash = $1`,
    values: [tokenHash, sessionLifetime.idle, sessionLifetime.absolute],
  });
}

export async function closeSession(pools: Pools, session: WebSession): Promise<void> {
  const { tokenHash, personId, accountId } = session;
  await pools.transaction(async (tx) => {
    const gone = await tx.query('delete from web_session where token_hash = $1', [tokenHash]);
    if (gone.rowCount === 0) return;
    await writeAudit(tx, { kind: 'person', personId }, { kind: 'auth.signed-out', accountId });
    await noticeAccess(tx, [personId]);
  });
}

export async function listSessions(db: Queryable, personId: number): Promise<ListedSession[]> {
  const { rows } = await db.query<ListedSession>(
    `select encode(token_hash, 'hex') as id, created_at as "createdAt", last_seen_at as "lastSeenAt",
       user_agent as "userAgent", remote_address as "remoteAddress"
     from web_session where person_id = $1 and expires_at > now() order by last_seen_at desc`,
    [personId],
  );
  return rows;
}

/** Ends one of the person's sessions, or all. Answers how many. */
export async function revokeSessions(pools: Pools, personId: number, id?: string): Promise<number> {
  return pools.transaction(async (tx) => {
    const { rowCount } = await tx.query(
      `delete from web_session where person_id = $1 and ($2::text is null or encode(token_hash, 'hex') = $2)`,
      [personId, id ?? null],
    );
    const data = { sessions: rowCount ?? 0 };
    if (rowCount) await writeAudit(tx, { kind: 'person', personId }, { kind: 'auth.sessions-revoked', data });
    if (rowCount) await noticeAccess(tx, [personId]);
    return rowCount ?? 0;
  });
}
