/**
 * Who may do what with mailboxes: the one place that IMAP, JMAP, SMTP and the web ask.
 *
 * | rule | own mailbox | delegated with |
 * |---|---|---|
 * | `mayRead` | yes | `read` or `write` |
 * | `mayWrite`: flags, move, delete, append, folders | yes | `write` |
 * | `sendsAs` | `own` | `send_as`, else `send_on_behalf` |
 * | `mayManage`: delegate further, take back | yes | `manage` |
 *
 * A mailbox that is locked or closed never gets here: `accountsOf` leaves it out.
 */
import type { AccountAccess } from '../directory/index.ts';

export type SendingRight = 'own' | 'send_as' | 'send_on_behalf';

type Rights = Pick<AccountAccess, 'own' | 'rights'>;

export function mayRead(account: Rights): boolean {
  return account.own || account.rights.includes('read') || account.rights.includes('write');
}

export function mayWrite(account: Rights): boolean {
  return account.own || account.rights.includes('write');
}

export function mayManage(account: Rights): boolean {
  return account.own || account.rights.includes('manage');
}

/** How the person may appear as sender of the account's addresses. */
export function sendsAs(account: Rights): SendingRight | undefined {
  if (account.own) return 'own';
  if (account.rights.includes('send_as')) return 'send_as';
  return account.rights.includes('send_on_behalf') ? 'send_on_behalf' : undefined;
}
