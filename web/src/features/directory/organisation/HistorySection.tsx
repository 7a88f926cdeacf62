import type { OrganisationPage } from '@congvu/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Section } from '../../../ui/page/Section.tsx';
import { organisationHistoryQuery } from '../calls.ts';
import { Timeline } from '../parts/Timeline.tsx';

/** How the organisation came to be as it is: names, places, heads, mailboxes. */
export function HistorySection({ page }: { page: OrganisationPage }): ReactNode {
  const { data } = useQuery(organisationHistoryQuery(page.id));
  return (
    <Section title={t('directory.history')} testId="history">
      {data && <Timeline entries={data} at={page.at} />}
    </Section>
  );
}
