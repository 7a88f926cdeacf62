import type { SpecialUse } from '@congvu/imap';
import type { AccountAccess } from '../../directory/index.ts';
import type { MailboxRole } from '../../mail/index.ts';

/** Organisation mailboxes stand below this name, one level each (RFC 2342 shared namespace). */
export const SHARED = 'Hộp thư đơn vị';

export const specialUse: Record<MailboxRole, SpecialUse | undefined> = {
  inbox: undefined,
  sent: '\\Sent',
  drafts: '\\Drafts',
  trash: '\\Trash',
  junk: '\\Junk',
  archive: '\\Archive',
};

export const roleOf = (use: SpecialUse): MailboxRole | undefined =>
  (Object.keys(specialUse) as MailboxRole[]).find((role) => specialUse[role] === use);

/** A level's name for each organisation mailbox: the organisation's, and its address where two have the same. */
export function sharedRoots(accounts: AccountAccess[]): Map<string, AccountAccess> {
  const roots = new Map<string, AccountAccess>();
  for (const account of accounts) {
    if (account.own) continue;
    const name = account.name.normalize('NFC').replaceAll('/', '-').trim() || account.address;
    roots.set(roots.has(name) ? `${name} (${account.address})` : name, account);
  }
  return roots;
}

export interface Located {
  account: AccountAccess;
  /** Prefix of the account's mailboxes, with the separator; empty for one's own. */
  prefix: string;
  /** Name within the account; empty for its root. */
  path: string;
}

/** Whose mailbox a name means. Undefined for the shared namespace itself and for organisations one has no right to. */
export function locate(name: string, accounts: AccountAccess[]): Located | undefined {
  const own = accounts.find((a) => a.own);
  if (name !== SHARED && !name.startsWith(`${SHARED}/`)) return own && { account: own, prefix: '', path: name };
  const [, root = '', ...rest] = name.split('/');
  const account = sharedRoots(accounts).get(root);
  return account && { account, prefix: `${SHARED}/${root}/`, path: rest.join('/') };
}
