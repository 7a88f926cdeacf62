import type { MailboxDetails } from '@congvu/contract';
import { t } from '../../../app/i18n/index.ts';
import { showDay } from '../../../ui/form/day.ts';

/** What becomes of an address given up today. */
export function keptText(details: MailboxDetails | null): string {
  const until = details?.retention.keptUntil;
  return until ? t('mailbox.keptTill', { day: showDay(until) }) : t('mailbox.keptForGood');
}
