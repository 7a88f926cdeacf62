/** An IMAP4rev1 and IMAP4rev2 server that leaves the mail to a `Backend`. */
export type { Log } from './context.ts';
export { defaultLimits, type Limits } from './limits.ts';
export { createImapServer, type ImapServer, type ImapServerOptions } from './server.ts';
export * from './session.ts';
