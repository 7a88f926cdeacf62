import type { OrganisationPage } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { showDay } from '../../../ui/form/day.ts';
import { Section } from '../../../ui/page/Section.tsx';
import { directory } from '../calls.ts';
import { Changes } from '../parts/Changes.tsx';
import { callOff } from '../parts/callOff.ts';
import styles from '../parts/PlannedActs.module.css';
import { PlannedActs } from '../parts/PlannedActs.tsx';

/** What is recorded for later, and may still be cancelled. */
export function PlannedSection({ page }: { page: OrganisationPage }): ReactNode {
  if (page.planned.length + page.plannedActs.length === 0) return null;
  const changes = page.at === page.today && page.may.includes('organisation.change');
  const cancel = (from: string) =>
    callOff(from, t('directory.cancelPlannedText'), () =>
      directory.cancelPlanned(page.id, { from, revision: page.revision }),
    );
  return (
    <Section title={t('directory.planned')} testId="planned">
      {page.plannedActs.length > 0 && (
        <PlannedActs acts={page.plannedActs} changes={changes} goes={page.state === 'not-yet'} />
      )}
      <ul className={styles.list}>
        {page.planned.map(({ from, before, after, decision }) => (
          <li key={from}>
            <div>
              <strong>{t('directory.fromDay', { day: showDay(from) })}</strong>
              <Changes before={before} after={after} />
              {decision && <small>{decision}</small>}
            </div>
            {changes && (
              <Button small onClick={() => void cancel(from)}>
                {t('directory.cancelPlanned')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
