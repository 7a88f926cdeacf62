import { type Backend, type ConnectionInfo, ImapError } from '@congvu/imap';
import type { AccountAccess } from '../../directory/index.ts';
import type { Mail } from '../../mail/index.ts';
import { isTemporary } from '../../platform/index.ts';
import { StoreSession } from './store-session.ts';

/** What IMAP needs to know of people. */
export interface ImapAccounts {
  /** Who this is; a refusal says why. Throws when it can't be told now. */
  signIn(
    user: string,
    password: string,
    connection: ConnectionInfo,
  ): Promise<
    | { ok: true; personId: number; address: string }
    | { ok: false; reason: 'wrong' | 'locked' | 'throttled' | 'must-change' }
  >;
  accountsOf(personId: number): Promise<AccountAccess[]>;
}

export interface ImapBackendDeps {
  mail: Mail;
  accounts: ImapAccounts;
  /** Largest message in octets. */
  messageLimit: number;
}

const refusals = {
  wrong: ['Sai địa chỉ hoặc mật khẩu. Wrong address or password.', 'AUTHENTICATIONFAILED'],
  locked: ['Tài khoản đang bị khóa. The account is locked.', 'AUTHORIZATIONFAILED'],
  throttled: ['Đăng nhập sai quá nhiều lần, hãy chờ. Too many failed attempts, wait.', 'LIMIT'],
  'must-change': ['Hãy đổi mật khẩu ban đầu trên trang web. Change your first password on the web page.', 'EXPIRED'],
} as const;

/** The mail store as the IMAP library sees it. */
export function createImapBackend(deps: ImapBackendDeps): Backend {
  return {
    async authenticate(user, password, connection) {
      try {
        const who = await deps.accounts.signIn(user, password, connection);
        if (!who.ok) throw new ImapError(...refusals[who.reason]);
        const session = new StoreSession(deps, who.personId, who.address);
        await session.open();
        return session;
      } catch (error) {
        throw isTemporary(error) ? new ImapError('Try again later.', 'UNAVAILABLE') : error;
      }
    },
  };
}
