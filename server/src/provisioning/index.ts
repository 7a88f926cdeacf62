/** The life of a mailbox. For now: notices to its user. */
export { type QuotaNoticeDeps, quotaNotice, startQuotaNotices } from './quota-notice.ts';
