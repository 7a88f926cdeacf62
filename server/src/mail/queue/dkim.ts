import { createPrivateKey, createPublicKey, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { Queryable } from '../../platform/index.ts';
import { dkimKey, setDkimKey } from './queries.ts';

export interface DkimKey {
  domain: string;
  selector: string;
  /** PKCS #8 in PEM: a secret. */
  privateKey: string;
}

interface Row {
  name: string;
  dkim_selector: string | null;
  dkim_key_pem: string | null;
}

/**
 * The key that signs for a domain, made now when there is none: RSA of 2048 bits (RFC 8301 §3.2). Of two processes at
 * once, one makes it. Null when the domain is not one of ours.
 */
export async function ensureDkimKey(db: Queryable, domain: string): Promise<DkimKey | null> {
  const row = await readRow(db, domain);
  if (!row) return null;
  const known = toKey(row);
  if (known) return known;
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' });
  const selector = `cv${new Date().toISOString().slice(0, 7).replace('-', '')}`;
  await db.query({ ...setDkimKey, values: [domain, selector, pem] });
  return toKey((await readRow(db, domain))!);
}

/** The key of a domain, or null. */
export async function readDkimKey(db: Queryable, domain: string): Promise<DkimKey | null> {
  const row = await readRow(db, domain);
  return row ? toKey(row) : null;
}

async function readRow(db: Queryable, domain: string): Promise<Row | undefined> {
  return (await db.query<Row>({ ...dkimKey, values: [domain] } as { text: string })).rows[0];
}

function toKey(row: Row): DkimKey | null {
  if (!row.dkim_key_pem || !row.dkim_selector) return null;
  return { domain: row.name, selector: row.dkim_selector, privateKey: row.dkim_key_pem };
}

/** The value of the TXT record at `<selector>._domainkey.<domain>` (RFC 6376 §3.6.1). */
export function dkimRecord(key: DkimKey): string {
  const der = createPublicKey(createPrivateKey(key.privateKey)).export({ type: 'spki', format: 'der' });
  return `v=DKIM1; k=rsa; p=${der.toString('base64')}`;
}

/** `DKIM-Signature:` fields with their CRLF (RFC 6376). */
export async function dkimSignature(message: Buffer, key: DkimKey, now: Date): Promise<string> {
  // Half a second to load: not for commands that sign nothing.
  const { dkimSign } = await import('mailauth/lib/dkim/sign.js');
  const { signatures, errors } = await dkimSign(message, {
    canonicalization: 'relaxed/relaxed',
    signTime: now,
    signatureData: [
      { signingDomain: key.domain, selector: key.selector, privateKey: key.privateKey, algorithm: 'rsa-sha256' },
    ],
  } as Parameters<typeof dkimSign>[1]);
  if (errors?.length) throw new Error('The message could not be signed.', { cause: errors[0] });
  return signatures;
}
