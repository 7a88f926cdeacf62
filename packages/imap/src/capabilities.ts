import type { Session } from './session.ts';

const BEFORE_LOGIN = 'IMAP4rev1 IMAP4rev2 SASL-IR LITERAL+ ID ENABLE';

const AFTER_LOGIN = [
  'IMAP4rev1 IMAP4rev2 LITERAL+ ID ENABLE IDLE NAMESPACE CHILDREN LIST-EXTENDED LIST-STATUS SPECIAL-USE',
  'CREATE-SPECIAL-USE UIDPLUS MOVE UNSELECT ESEARCH SEARCHRES CONDSTORE QRESYNC QUOTA QUOTA=RES-STORAGE',
  'QUOTA=RES-MESSAGE STATUS=SIZE UTF8=ACCEPT MULTIAPPEND SORT ESORT THREAD=REFERENCES THREAD=ORDEREDSUBJECT',
  'BINARY WITHIN OBJECTID',
].join(' ');

/** What the server offers now (RFC 9051 §7.2.2). Before sign-in, only what may be used then. */
export function capabilities(session: Session | undefined, startTls: boolean, mayLogIn: boolean): string {
  if (session !== undefined) return `${AFTER_LOGIN} APPENDLIMIT=${session.appendLimit}`;
  const login = mayLogIn ? ' AUTH=PLAIN AUTH=LOGIN' : ' LOGINDISABLED';
  return `${BEFORE_LOGIN}${startTls ? ' STARTTLS' : ''}${login}`;
}
