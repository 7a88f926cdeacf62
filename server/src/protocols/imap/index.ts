/** IMAP: the library's sessions on the mail store. */
export { createImapBackend, type ImapBackendDeps } from './backend.ts';
export { warmUpImap } from './warm-up.ts';
