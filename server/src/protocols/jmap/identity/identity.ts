import type { Call } from '../core/call.ts';
import { changeAccount } from '../core/change-account.ts';
import { invalid, SetError } from '../core/errors.ts';
import { decodeId, encodeId } from '../core/ids.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { readPatch } from '../core/patch.ts';
import { readAddresses } from '../email/create/header-fields.ts';
import {
  deleteIdentity,
  type IdentityAddress,
  type IdentityRow,
  identities,
  insertIdentity,
  lockForIdentities,
  type NewIdentity,
  writeIdentity,
} from '../queries/identity.ts';

/** An Identity object (RFC 8621 §6). */
export interface Identity {
  id: string;
  name: string;
  email: string;
  replyTo: IdentityAddress[] | null;
  bcc: IdentityAddress[] | null;
  textSignature: string;
  htmlSignature: string;
  mayDelete: boolean;
}

export const identityProperties = [
  'id',
  'name',
  'email',
  'replyTo',
  'bcc',
  'textSignature',
  'htmlSignature',
  'mayDelete',
] as const satisfies (keyof Identity)[];

const maxIdentities = 100;
const maxSignature = 100_000;

/** The caller's identities in the account. Every address they may use has one from the beginning. */
export async function identitiesOf(call: Call): Promise<IdentityRow[]> {
  const { db } = call.services;
  const { row, sendAs } = call.account;
  const addresses = sendAs.map((a) => a.address);
  if (addresses.length === 0) return [];
  const rows = await identities(db, row, call.personId, addresses);
  const missing = sendAs.filter((a) => !rows.some((r) => r.email === a.address));
  if (missing.length === 0) return rows;
  return db.transaction(async (tx) => {
    const modseq = await lockForIdentities(tx, row);
    const now = await identities(tx, row, call.personId, addresses);
    for (const { address: email, name } of missing) {
      if (now.some((r) => r.email === email)) continue;
      const made = { email, name, replyTo: null, bcc: null, textSignature: '', htmlSignature: '' };
      await insertIdentity(tx, row, call.personId, made, modseq);
    }
    return identities(tx, row, call.personId, addresses);
  });
}

export function toIdentity(row: IdentityRow, all: readonly IdentityRow[]): Identity {
  return {
    id: encodeId('identity', row.identity_id),
    name: row.name,
    email: row.email,
    replyTo: row.reply_to,
    bcc: row.bcc,
    textSignature: row.text_signature,
    htmlSignature: row.html_signature,
    // The last one of an address would come back by itself.
    mayDelete: all.filter((r) => r.email === row.email).length > 1,
  };
}

/** @throws SetError */
export async function createIdentity(call: Call, object: JsonObject): Promise<Partial<Identity> & { id: string }> {
  const { email } = object;
  if (typeof email !== 'string') throw invalid('email', 'Is not an address.');
  const sender = call.account.sendAs.find((a) => a.address === email.toLowerCase());
  if (!sender) throw new SetError('forbiddenFrom');
  const made: NewIdentity = {
    email: sender.address,
    name: '',
    replyTo: null,
    bcc: null,
    textSignature: '',
    htmlSignature: '',
    ...readFields(new Map(Object.entries(object).filter(([p]) => p !== 'email'))),
  };
  const before = await identitiesOf(call);
  if (before.length >= maxIdentities) throw new SetError('overQuota');
  const identityId = await changeAccount(call, (tx, modseq) =>
    insertIdentity(tx, call.account.row, call.personId, made, modseq),
  );
  const { textSignature, htmlSignature, replyTo, bcc, name } = made;
  return { id: encodeId('identity', identityId), name, replyTo, bcc, textSignature, htmlSignature, mayDelete: true };
}

/** @throws SetError */
export async function updateIdentity(call: Call, id: string, patch: JsonObject): Promise<null> {
  const row = await find(call, id);
  const { values, deep } = readPatch(patch);
  const deepKey = deep.keys().next().value;
  if (deepKey !== undefined) throw new SetError('invalidPatch', { description: `${deepKey} is not a map.` });
  for (const [property, now] of [['id', id] as const, ['email', row.email] as const]) {
    if (values.has(property) && values.get(property) !== now) throw invalid(property, 'Can not be changed.');
    values.delete(property);
  }
  const made: NewIdentity = {
    email: row.email,
    name: row.name,
    replyTo: row.reply_to,
    bcc: row.bcc,
    textSignature: row.text_signature,
    htmlSignature: row.html_signature,
    ...readFields(values),
  };
  await changeAccount(call, (tx, modseq) => writeIdentity(tx, call.account.row, row.identity_id, made, modseq));
  return null;
}

/** @throws SetError */
export async function destroyIdentity(call: Call, id: string): Promise<void> {
  const row = await find(call, id);
  const all = await identitiesOf(call);
  if (!toIdentity(row, all).mayDelete)
    throw new SetError('forbidden', { description: 'It is the only one of its address.' });
  await changeAccount(call, (tx, modseq) => deleteIdentity(tx, call.account.row, row.identity_id, modseq));
}

/** @throws SetError `notFound` */
async function find(call: Call, id: string): Promise<IdentityRow> {
  const wanted = decodeId('identity', id);
  const row = (await identitiesOf(call)).find((r) => r.identity_id === wanted);
  if (!row) throw new SetError('notFound');
  return row;
}

function readFields(values: ReadonlyMap<string, Json>): Partial<NewIdentity> {
  const fields: Partial<NewIdentity> = {};
  for (const [key, value] of values) {
    if (key === 'name') fields.name = text(key, value, 500);
    else if (key === 'textSignature' || key === 'htmlSignature') fields[key] = text(key, value, maxSignature);
    else if (key === 'replyTo' || key === 'bcc') fields[key] = value === null ? null : readAddresses(key, value);
    else throw invalid(key, 'No such property, or set by the server.');
  }
  return fields;
}

function text(property: string, value: Json, max: number): string {
  if (typeof value !== 'string' || value.length > max || value.includes('\0'))
    throw invalid(property, 'Is not a text, or too long.');
  return value.toWellFormed();
}
