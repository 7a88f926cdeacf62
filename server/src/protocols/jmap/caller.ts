import { type Accounts, mayRead, mayWrite, sendsAs } from '../../accounts/index.ts';
import type { AccountAccess as Opened } from '../../directory/index.ts';
import type { AccountAccess, Caller } from './core/call.ts';
import { encodeId } from './core/ids.ts';
import { provincesOf } from './queries/account.ts';
import type { JmapServices } from './services.ts';

/** The person with the mailboxes they may open now. Asked at every request: a right that ended ends here. */
export async function callerOf(
  services: JmapServices,
  access: Pick<Accounts, 'accountsOf' | 'used'>,
  who: { personId: number; address: string; tokenHash?: Buffer | undefined },
  remoteAddress: string,
): Promise<Caller> {
  const opened = await access.accountsOf(who.personId);
  const readable = opened.filter(mayRead);
  // Addresses of mailboxes one may send for but not open are used from one's own.
  const sendOnly = opened.filter((a) => !mayRead(a) && sendsAs(a)).flatMap(addressesOf);
  const provinces = await provinceOf(services, readable);
  const accounts = new Map<string, AccountAccess>();
  for (const account of readable) {
    const id = encodeId('account', account.accountId);
    const sendAs = sendsAs(account) ? addressesOf(account) : [];
    accounts.set(id, {
      id,
      row: account.accountId,
      provinceId: provinces.get(account.accountId) ?? '',
      name: account.kind === 'personal' ? account.address : account.name,
      isPersonal: account.own,
      isReadOnly: !mayWrite(account),
      sendAs: account.own ? [...sendAs, ...sendOnly] : sendAs,
    });
  }
  const { personId } = who;
  // The web page has a session, a mail program sends its password.
  const via = who.tokenHash ? 'web' : 'jmap';
  return {
    personId,
    username: who.address,
    via,
    remoteAddress,
    using: (account, act) =>
      account.isPersonal
        ? undefined
        : access.used(personId, { accountId: account.row, act, protocol: via, remoteAddress }),
    accounts,
  };
}

function addressesOf(account: Opened): { address: string; name: string }[] {
  return account.addresses.map((address) => ({ address, name: account.name }));
}

/** Of which province each account is: never changes, so it is asked once. */
async function provinceOf(services: JmapServices, accounts: readonly Opened[]): Promise<ReadonlyMap<number, string>> {
  const { provinces } = services;
  const missing = accounts.map((a) => a.accountId).filter((id) => !provinces.has(id));
  if (missing.length > 0) {
    if (provinces.size > 100_000) provinces.clear();
    for (const [id, province] of await provincesOf(
      services.db,
      accounts.map((a) => a.accountId),
    ))
      provinces.set(id, province);
  }
  return provinces;
}
