import { MailboxError, type MailboxRole } from '../../../mail/index.ts';
import type { Call } from '../core/call.ts';
import { invalid, SetError } from '../core/errors.ts';
import { decodeId } from '../core/ids.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { readPatch } from '../core/patch.ts';
import { mailboxes } from '../queries/mailbox.ts';
import { type Mailbox, toMailbox } from './mailbox.ts';

const roles: readonly MailboxRole[] = ['inbox', 'sent', 'drafts', 'trash', 'junk', 'archive'];
const serverSet = ['id', 'totalEmails', 'unreadEmails', 'totalThreads', 'unreadThreads', 'myRights'];

interface MailboxFields {
  name?: string;
  parentId?: number | null;
  role?: MailboxRole | null;
  sortOrder?: number;
  subscribed?: boolean;
}

/** Answers the properties the server has set. @throws SetError */
export async function createMailbox(call: Call, object: JsonObject): Promise<Partial<Mailbox> & { id: string }> {
  const given = serverSet.filter((p) => Object.hasOwn(object, p));
  if (given.length > 0) throw invalid(given, 'Set by the server.');
  const { name, ...fields } = readFields(call, new Map(Object.entries(object)));
  if (name === undefined) throw invalid('name', 'A Mailbox needs a name.');
  const { mailboxId } = await refusable(
    () => call.services.mail.createMailbox(call.account.row, { name, ...fields }),
    noParent,
  );
  const row = (await mailboxes(call.services.db, call.account.row)).find((r) => r.mailbox_id === mailboxId);
  if (!row) throw new SetError('notFound');
  const made: Partial<Mailbox> & { id: string } = toMailbox(row, undefined, call.account);
  for (const key of Object.keys(object) as (keyof Mailbox)[])
    if (key !== 'id' && made[key] === object[key]) delete made[key];
  return made;
}

/** @throws SetError */
export async function updateMailbox(call: Call, id: string, patch: JsonObject): Promise<object | null> {
  const mailboxId = rowOf(id);
  const { values, deep } = readPatch(patch);
  const deepKey = deep.keys().next().value;
  if (deepKey !== undefined && deepKey !== 'myRights') throw new SetError('invalidPatch');
  const current = (await mailboxes(call.services.db, call.account.row)).find((r) => r.mailbox_id === mailboxId);
  if (!current) throw new SetError('notFound');
  const now = toMailbox(current, undefined, call.account);
  // A client may send back what it was given (RFC 8620 §5.3); counts that have moved on meanwhile are not worth a refusal.
  const changed = serverSet.filter(
    (p) => values.has(p) && p !== 'id' && !p.startsWith('total') && !p.startsWith('unread'),
  );
  if (values.has('id') && values.get('id') !== now.id) changed.push('id');
  const wrong = changed.filter((p) => JSON.stringify(values.get(p)) !== JSON.stringify(now[p as keyof Mailbox]));
  if (wrong.length > 0 || deep.size > 0) throw invalid(wrong.length > 0 ? wrong : 'myRights', 'Set by the server.');
  for (const property of serverSet) values.delete(property);
  const fields = readFields(call, values);
  if (Object.keys(fields).length > 0) {
    await refusable(() => call.services.mail.updateMailbox(call.account.row, mailboxId, fields), noParent);
  }
  return null;
}

/** @throws SetError */
export async function destroyMailbox(call: Call, id: string, removeEmails: boolean): Promise<void> {
  const mailboxId = rowOf(id);
  await refusable(() =>
    call.services.mail.destroyMailbox(call.account.row, mailboxId, removeEmails ? 'remove' : 'refuse'),
  );
}

const noParent = () => invalid('parentId', 'There is no such Mailbox.');

function rowOf(id: string): number {
  const row = decodeId('mailbox', id);
  if (row === undefined) throw new SetError('notFound');
  return row;
}

function readFields(call: Call, values: ReadonlyMap<string, Json>): MailboxFields {
  const fields: MailboxFields = {};
  for (const [key, value] of values) {
    const wrong = (why = 'Has the wrong type.') => invalid(key, why);
    if (key === 'name') {
      if (typeof value !== 'string') throw wrong();
      fields.name = value;
    } else if (key === 'parentId') {
      if (value !== null && typeof value !== 'string') throw wrong();
      const parent = value === null ? null : decodeId('mailbox', call.resolve(value));
      if (parent === undefined) throw wrong('No such Mailbox.');
      fields.parentId = parent;
    } else if (key === 'role') {
      const role = value === null ? null : roles.find((r) => r === value);
      if (role === undefined) throw wrong('No such role.');
      fields.role = role;
    } else if (key === 'sortOrder') {
      if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value >= 2 ** 31) throw wrong();
      fields.sortOrder = value;
    } else if (key === 'isSubscribed') {
      if (typeof value !== 'boolean') throw wrong();
      fields.subscribed = value;
    } else throw wrong('No such property.');
  }
  return fields;
}

/** Turns the store's refusals into JMAP's; `missing` is said of a Mailbox that is not there. */
async function refusable<T>(act: () => Promise<T>, missing?: () => SetError): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof MailboxError) {
      if (missing && error.code === 'mailbox-not-found') throw missing();
      throw toSetError(error);
    }
    throw error;
  }
}

function toSetError(error: MailboxError): SetError {
  switch (error.code) {
    case 'mailbox-not-found':
      return new SetError('notFound');
    case 'mailbox-has-child':
      return new SetError('mailboxHasChild');
    case 'mailbox-has-email':
      return new SetError('mailboxHasEmail');
    case 'mailbox-is-inbox':
      return new SetError('forbidden', { description: 'The inbox stays what and where it is.' });
    case 'mailbox-limit':
      return new SetError('overQuota', { description: 'There are too many Mailboxes.' });
    case 'mailbox-exists':
      return new SetError('alreadyExists', { properties: ['name'], description: 'There is one of that name.' });
    case 'mailbox-name-invalid':
      return invalid('name', 'Not a name for a Mailbox.');
    case 'mailbox-too-deep':
    case 'mailbox-loop':
      return invalid('parentId', error.message);
    case 'mailbox-role-taken':
      return invalid('role', 'Another Mailbox has that role.');
  }
}
