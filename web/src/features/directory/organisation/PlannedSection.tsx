import type { OrganisationPage } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { confirm } from '../../../ui/confirm.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { showDay } from '../../../ui/form/day.ts';
import { Section } from '../../../ui/page/Section.tsx';
import { toast } from '../../../ui/toasts.tsx';
import { directory } from '../calls.ts';
import { Changes } from '../parts/Changes.tsx';
import styles from '../parts/PlannedActs.module.css';
import { PlannedActs } from '../parts/PlannedActs.tsx';
import { done } from '../parts/undoToast.ts';

/** What is recorded for later, and may still be cancelled. */
export function PlannedSection({ page }: { page: OrganisationPage }): ReactNode {
  if (page.planned.length + page.plannedActs.length === 0) return null;
  const changes = page.at === page.today && page.may.includes('organisation.change');
  const cancel = async (from: string) => {
    const day = showDay(from);
    const agreed = await confirm({
      title: t('directory.cancelPlannedTitle', { day }),
      text: t('directory.cancelPlannedText'),
      ok: t('directory.cancelPlanned'),
      cancel: t('directory.keepPlanned'),
      danger: true,
    });
    if (!agreed) return;
    try {
      const answer = await directory.cancelPlanned(page.id, { from, revision: page.revision });
      await done(t('directory.plannedCancelled', { day }), answer);
    } catch (error) {
      toast(errorText(error), { tone: 'error' });
    }
  };
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
