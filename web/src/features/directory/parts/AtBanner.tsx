import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { showDay } from '../../../ui/form/day.ts';
import { Callout } from '../../../ui/page/Callout.tsx';
import { useSetAt } from '../at.ts';
import styles from './AtBanner.module.css';

/** Says that another day than today is shown, or that nothing was there on it. */
export function AtBanner({ at, today, children }: { at: string; today: string; children?: ReactNode }): ReactNode {
  const setAt = useSetAt();
  if (at === today && !children) return null;
  return (
    <div className={styles.banner} data-testid="at-banner">
      <Callout tone="warning" row>
        <span>
          {at !== today && t('directory.shownOn', { day: showDay(at) })} {children}
        </span>
        {at !== today && (
          <Button small className={styles.button ?? ''} onClick={() => setAt(undefined)}>
            {t('directory.backToToday')}
          </Button>
        )}
      </Callout>
    </div>
  );
}
