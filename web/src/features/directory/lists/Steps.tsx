import type { ReactNode } from 'react';
import { type MessageKey, t } from '../../../app/i18n/index.ts';
import { Icon } from '../../../ui/icons.tsx';
import styles from './Lists.module.css';

const steps = ['map', 'check', 'apply', 'done'] as const;
export type Step = (typeof steps)[number];

const labels: Record<Step, MessageKey> = {
  map: 'lists.stepMap',
  check: 'lists.stepCheck',
  apply: 'lists.stepApply',
  done: 'lists.stepDone',
};

/** Where a list stands on its way. */
export function Steps({ now }: { now: Step }): ReactNode {
  const at = steps.indexOf(now);
  return (
    <ol className={styles.steps} aria-label={t('lists.steps')}>
      {steps.map((step, i) => (
        <li key={step} aria-current={i === at ? 'step' : undefined} data-done={i < at || now === 'done' || undefined}>
          <span className={styles.stepMark}>{i < at || now === 'done' ? <Icon name="check" size={14} /> : i + 1}</span>
          {t(labels[step])}
        </li>
      ))}
    </ol>
  );
}
