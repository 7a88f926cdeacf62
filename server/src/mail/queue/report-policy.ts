import type { QueuedRecipient, Report } from './types.ts';

type Asked = Pick<QueuedRecipient, 'notify' | 'delayToldAt'>;

/**
 * Whether the sender wants to be told (RFC 3461 §4.1, §6). Without NOTIFY: of failure, and of delay, as is usual. Of one
 * delay only. Never to the null sender (RFC 5321 §6.1).
 */
export function wants(report: Report, recipient: Asked, sender: string): boolean {
  if (sender === '') return false;
  const { notify } = recipient;
  switch (report) {
    case 'failed':
      return notify === null || notify.includes('FAILURE');
    case 'delayed':
      return recipient.delayToldAt === null && (notify === null || notify.includes('DELAY'));
    case 'delivered':
    case 'relayed':
      return notify?.includes('SUCCESS') ?? false;
  }
}
