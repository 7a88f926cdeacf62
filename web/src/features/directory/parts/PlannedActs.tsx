import type { PlannedAct } from '@congvu/contract';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { showDay } from '../../../ui/form/day.ts';
import { directory } from '../calls.ts';
import { callOff } from './callOff.ts';
import styles from './PlannedActs.module.css';

interface Props {
  acts: readonly PlannedAct[];
  changes: boolean;
  /** What this page is about begins with the act, and goes with it. */
  goes?: boolean;
}

/** Mergers, transfers and the like that are recorded for later, each with a way to call it off. */
export function PlannedActs({ acts, changes, goes = false }: Props): ReactNode {
  const navigate = useNavigate();
  const call = ({ undoId, from }: PlannedAct) =>
    callOff(from, t('directory.callOffText'), async () => {
      const answer = await directory.undo(undoId);
      if (goes) await navigate({ to: '/directory' });
      return answer;
    });
  return (
    <ul className={styles.list} data-testid="planned-acts">
      {acts.map((one) => (
        <li key={one.undoId}>
          <div>
            <strong>{t('directory.fromDay', { day: showDay(one.from) })}</strong>{' '}
            {t(`directory.plannedAct.${one.act}`, { title: one.title })}
          </div>
          {changes && (
            <Button small onClick={() => void call(one)} data-testid="call-off">
              {t('directory.cancelPlanned')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
