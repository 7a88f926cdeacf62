/** Mail on its way: acceptance for sending, the queue, delivery to other servers and here, reports to senders. */
export { isPlainAddress } from './address.ts';
export { type DkimKey, dkimRecord, ensureDkimKey, readDkimKey } from './dkim.ts';
export { createDns, type Dns, isNoSuchName } from './dns.ts';
export { type DnsRecord, dnsRecords } from './dns-records.ts';
export { createOperator, openStates, type QueueEntry, type QueueOperator, type QueueSelection } from './operator.ts';
export type { Outbox, SettledRecipient, Submission, Submitted, SubmittedRecipient } from './outbox.ts';
export { prepareMessage, SendRefused } from './prepare.ts';
export { createQueue, type Queue, type QueueOptions } from './queue.ts';
export { createRecentRecipients } from './recent.ts';
export {
  addressKey,
  createDirectory,
  type Directory,
  type DirectoryDeps,
  domainOf,
  type LocalAccount,
  type Recipient,
  wireAddress,
} from './recipients.ts';
export { type SenderRight, type SenderRights, senderRights } from './senders.ts';
export * from './types.ts';
export { cutFields, type Field, fieldValue, readFields } from './wire/fields.ts';
export { dateTime, protocolName, type ReceivedFacts, receivedField, returnPathField } from './wire/trace.ts';
export type { WorkerOptions } from './worker.ts';
