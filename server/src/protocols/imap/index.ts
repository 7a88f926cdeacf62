/** IMAP: the library's sessions on the mail store. */
export { createImapBackend, type ImapAccounts, type ImapBackendDeps } from './backend.ts';
