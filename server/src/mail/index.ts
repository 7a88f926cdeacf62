/** The mail store: delivery, content, mailboxes, changes, search. */
export { ChangeHub } from './changes.ts';
export { type CheckFault, type CheckResult, checkStore } from './check.ts';
export { hotUrl, lazyUrl } from './connection-urls.ts';
export { ContentStore } from './content-store.ts';
export * from './errors.ts';
export * from './flags.ts';
export * from './mailbox-acts.ts';
export * from './mailboxes.ts';
export { type MboxMessage, readMbox, toCrlf, toMbox } from './mbox.ts';
export { type EmailChange, type EmailChangeResult, mutateEmails, StateMismatch } from './mutate.ts';
export { claimQuotaWarning } from './quota-warning.ts';
export * from './search-index.ts';
export { containsText, searchTextInMailbox } from './search-mailbox.ts';
export { type Row, Snapshot } from './snapshot.ts';
export { createMailStore, type Mail, type MailDeps } from './store.ts';
export { hash52 } from './summary.ts';
export { type SweepOptions, type Swept, sweepStore } from './sweeper.ts';
export * from './types.ts';
