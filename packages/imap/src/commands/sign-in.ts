import { setTimeout as delay } from 'node:timers/promises';
import { type Connection, ConnectionClosed } from '../connection.ts';
import { ImapError, type Session } from '../session.ts';

/** Refuses what would send a password in plain text (RFC 9051 §11.1). */
export function requirePrivacy(c: Connection): void {
  if (!c.mayLogIn) throw new ImapError('Use STARTTLS first', 'PRIVACYREQUIRED');
}

/**
 * For LOGIN and AUTHENTICATE: opens the session and answers the tagged OK's text, with the capabilities that now hold
 * (RFC 9051 §6.2.2). A refusal is answered late, and the more so the more there have been.
 */
export async function signIn(c: Connection, user: string, password: string): Promise<string> {
  const { backend, limits, log } = c.context;
  const { remoteAddress } = c;
  let session: Session;
  try {
    if (user === '' || password === '') throw new ImapError('Name or password missing', 'AUTHENTICATIONFAILED');
    session = await backend.authenticate(user, password, { remoteAddress, tls: c.tls });
  } catch (error) {
    if (!(error instanceof ImapError) || error.code === 'UNAVAILABLE') throw error;
    log.info({ user, remoteAddress, code: error.code }, 'sign-in refused');
    c.failedLogins++;
    if (c.failedLogins >= limits.failedLogins) c.byeAfterReply('Too many refused sign-ins');
    const wait = Math.min(limits.failedLoginDelay * 2 ** (c.failedLogins - 1), 10_000);
    await delay(wait, undefined, { ref: false });
    throw error;
  }
  if (c.closed) {
    await session.close();
    throw new ConnectionClosed();
  }
  c.session = session;
  log.info({ user: session.user, remoteAddress, tls: c.tls }, 'signed in');
  return `[CAPABILITY ${c.capabilities()}] Signed in`;
}
