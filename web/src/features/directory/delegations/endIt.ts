import type { Delegation } from '@congvu/contract';
import { t } from '../../../app/i18n/index.ts';
import { confirm } from '../../../ui/confirm.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { toast } from '../../../ui/toasts.tsx';
import { endDelegation } from './calls.ts';

/** Takes a delegation back, once that is confirmed. */
export async function endIt({ id, person, mailbox }: Delegation): Promise<void> {
  if (id === null) return;
  const agreed = await confirm({
    title: t('delegation.endTitle', { person: person.name }),
    text: t('delegation.endText', { person: person.name, mailbox: mailbox.name }),
    ok: t('delegation.end'),
    danger: true,
  });
  if (!agreed) return;
  try {
    await endDelegation(id);
    toast(t('delegation.ended', { person: person.name }));
  } catch (error) {
    toast(errorText(error), { tone: 'error' });
  }
}
