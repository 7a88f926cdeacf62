import type { Done } from '@congvu/contract';
import { t } from '../../../app/i18n/index.ts';
import { confirm } from '../../../ui/confirm.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { showDay } from '../../../ui/form/day.ts';
import { toast } from '../../../ui/toasts.tsx';
import { done } from './undoToast.ts';

/** Asks, and then calls off what is recorded for a later day. `run` answers by what that may be taken back itself. */
export async function callOff(from: string, text: string, run: () => Promise<Pick<Done, 'undo'>>): Promise<void> {
  const day = showDay(from);
  const agreed = await confirm({
    title: t('directory.cancelPlannedTitle', { day }),
    text,
    ok: t('directory.cancelPlanned'),
    cancel: t('directory.keepPlanned'),
    danger: true,
  });
  if (!agreed) return;
  try {
    await done(t('directory.plannedCancelled', { day }), await run());
  } catch (error) {
    toast(errorText(error), { tone: 'error' });
  }
}
