import type { TryResult } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { ChangeList } from './ChangeList.tsx';
import { EffectList } from './EffectList.tsx';
import styles from './trial.module.css';

interface Props {
  rule: string;
  result: TryResult | undefined;
  busy: boolean;
  /** The value has changed since. */
  stale: boolean;
}

/** "What would this change?": the differences, and what was counted. */
export function TrialPanel({ rule, result, busy, stale }: Props): ReactNode {
  return (
    <aside className={styles.panel} aria-label={t('regulation.trial')} aria-busy={busy} data-testid="trial">
      <h3>{t('regulation.trial')}</h3>
      <div aria-live="polite">
        {busy && <p className={styles.quiet}>{t('regulation.trial.busy')}</p>}
        {!busy && !result && <p className={styles.quiet}>{t('regulation.trial.none')}</p>}
        {!busy && result && stale && <p className={styles.stale}>{t('regulation.trial.stale')}</p>}
      </div>
      {result && (
        <div className={stale || busy ? styles.faded : undefined}>
          <TrialResult rule={rule} result={result} />
        </div>
      )}
    </aside>
  );
}

export function TrialResult({ rule, result: { changes, effects } }: { rule: string; result: TryResult }): ReactNode {
  return (
    <>
      {changes.length === 0 ? (
        <p className={styles.quiet}>{t('regulation.trial.same')}</p>
      ) : (
        <>
          <h4>{t('regulation.trial.effects')}</h4>
          {effects.length > 0 ? (
            <EffectList effects={effects} />
          ) : (
            <p className={styles.quiet}>{t('regulation.trial.noEffects')}</p>
          )}
          <h4>{t('regulation.trial.changes')}</h4>
          <ChangeList changes={changes} rule={rule} />
        </>
      )}
    </>
  );
}
