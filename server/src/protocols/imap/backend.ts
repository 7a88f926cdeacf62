import type { ErrorCode } from '@congvu/contract';
import { type Backend, ImapError } from '@congvu/imap';
import type { Accounts } from '../../accounts/index.ts';
import type { Mail } from '../../mail/index.ts';
import { AppError, isTemporary } from '../../platform/index.ts';
import { StoreSession } from './store-session.ts';

export interface ImapBackendDeps {
  mail: Mail;
  accounts: Pick<Accounts, 'authenticate' | 'accountsOf' | 'watch' | 'used'>;
  /** Largest message in octets. */
  messageLimit: number;
}

/** RFC 5530 codes. */
const refusals: Partial<Record<ErrorCode, [text: string, code: string]>> = {
  'auth.wrong-credentials': ['Sai địa chỉ hoặc mật khẩu. Wrong address or password.', 'AUTHENTICATIONFAILED'],
  'auth.locked': ['Tài khoản đang bị khóa. The account is locked.', 'AUTHORIZATIONFAILED'],
  'auth.throttled': ['Đăng nhập sai quá nhiều lần, hãy chờ. Too many failed attempts, wait.', 'LIMIT'],
  'auth.must-change-password': [
    'Hãy đổi mật khẩu ban đầu trên trang web. Change your first password on the web page.',
    'EXPIRED',
  ],
  'system.unavailable': ['Try again later.', 'UNAVAILABLE'],
};

/** The mail store as the IMAP library sees it. */
export function createImapBackend(deps: ImapBackendDeps): Backend {
  return {
    async authenticate(user, password, connection) {
      try {
        const who = await deps.accounts.authenticate(user, password, { ...connection, protocol: 'imap' });
        return new StoreSession(deps, who, connection.remoteAddress);
      } catch (error) {
        const refusal = error instanceof AppError ? refusals[error.code] : undefined;
        if (refusal) throw new ImapError(refusal[0], refusal[1]);
        throw error;
      }
    },
    isUnavailable: isTemporary,
  };
}
