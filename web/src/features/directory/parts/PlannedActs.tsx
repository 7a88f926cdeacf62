import type { PlannedAct } from '@congvu/contract';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { confirm } from '../../../ui/confirm.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { showDay } from '../../../ui/form/day.ts';
import { toast } from '../../../ui/toasts.tsx';
import { directory } from '../calls.ts';
import styles from './PlannedActs.module.css';
import { done } from './undoToast.ts';

interface Props {
  acts: readonly PlannedAct[];
  changes: boolean;
  /** What this page is about begins with the act, and goes with it. */
  goes?: boolean;
}

/** Mergers, transfers and the like that are recorded for later, each with a way to call it off. */
export function PlannedActs({ acts, changes, goes = false }: Props): ReactNode {
  const navigate = useNavigate();
  const callOff = async ({ undoId, from }: PlannedAct) => {
    const day = showDay(from);
    const agreed = await confirm({
      title: t('directory.cancelPlannedTitle', { day }),
      text: t('directory.callOffText'),
      ok: t('directory.cancelPlanned'),
      cancel: t('directory.keepPlanned'),
      danger: true,
    });
    if (!agreed) return;
    try {
      await directory.undo(undoId);
      if (goes) await navigate({ to: '/directory' });
      await done(t('directory.plannedCancelled', { day }), { undo: null });
    } catch (error) {
      toast(errorText(error), { tone: 'error' });
    }
  };
  return (
    <ul className={styles.list} data-testid="planned-acts">
      {acts.map((one) => (
        <li key={one.undoId}>
          <div>
            <strong>{t('directory.fromDay', { day: showDay(one.from) })}</strong>{' '}
            {t(`directory.plannedAct.${one.act}`, { title: one.title })}
          </div>
          {changes && (
            <Button small onClick={() => void callOff(one)} data-testid="call-off">
              {t('directory.cancelPlanned')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
