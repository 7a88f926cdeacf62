import type { OrganisationPage as Page } from '@congvu/contract';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { PageHead } from '../../../app/area/PageHead.tsx';
import { t } from '../../../app/i18n/index.ts';
import { showDay } from '../../../ui/form/day.ts';
import { Badge } from '../../../ui/page/Badge.tsx';
import { useAt } from '../at.ts';
import { organisationQuery } from '../calls.ts';
import { AtBanner } from '../parts/AtBanner.tsx';
import { useKinds } from '../parts/kinds.ts';
import { Load } from '../parts/Load.tsx';
import { OrganisationLink } from '../parts/links.tsx';
import { useTitle } from '../useTitle.ts';
import { ContactSection } from './ContactSection.tsx';
import { HistorySection } from './HistorySection.tsx';
import { MailboxSection } from './MailboxSection.tsx';
import { OrganisationActions } from './OrganisationActions.tsx';
import type { OrganisationForm } from './OrganisationForms.tsx';
import { PeopleSection } from './PeopleSection.tsx';
import { PlannedSection } from './PlannedSection.tsx';
import { UnitsSection } from './UnitsSection.tsx';

const OrganisationForms = lazy(() => import('./OrganisationForms.tsx'));

/** An organisation on a day: who heads it and works in it, its mailbox, what is below it, how it came to be so. */
export function OrganisationPage(): ReactNode {
  const { organisationId } = useParams({ from: '/shell/directory/organisations/$organisationId' });
  const query = useQuery(organisationQuery(organisationId, useAt()));
  return <Load query={query}>{(page) => <OrganisationView key={page.id} page={page} />}</Load>;
}

function OrganisationView({ page }: { page: Page }): ReactNode {
  const [form, setForm] = useState<OrganisationForm | null>(null);
  const { nameOf } = useKinds();
  useTitle(page.name);
  const crumbs = page.above.map(({ id, name, shortName }) => ({
    label: shortName ?? name,
    to: `/directory/organisations/${id}`,
    keepSearch: true,
  }));
  return (
    <article data-testid="organisation-page">
      <PageHead
        crumbs={crumbs}
        title={page.name}
        note={
          <>
            {nameOf(page.kind)}
            {page.shortName && page.shortName !== page.name && ` · ${page.shortName}`} <StateBadge page={page} />
          </>
        }
        actions={<OrganisationActions page={page} onForm={setForm} />}
      />
      <AtBanner at={page.at} today={page.today}>
        {page.state === 'in-force' ? null : <NotThere page={page} />}
      </AtBanner>
      <PeopleSection page={page} onForm={setForm} />
      <MailboxSection page={page} />
      <UnitsSection page={page} onForm={setForm} />
      <ContactSection page={page} onForm={setForm} />
      <PlannedSection page={page} />
      <HistorySection page={page} />
      <Suspense>{form && <OrganisationForms page={page} form={form} onClose={() => setForm(null)} />}</Suspense>
    </article>
  );
}

function StateBadge({ page }: { page: Page }): ReactNode {
  if (page.state === 'ended') return <Badge tone="danger">{t('directory.ended')}</Badge>;
  if (page.state === 'not-yet') return <Badge tone="warning">{t('directory.notYet')}</Badge>;
  if (page.until) return <Badge tone="warning">{t('directory.endsOn', { day: showDay(page.until) })}</Badge>;
  return null;
}

/** Why nothing was there on the day shown, and where to look instead. */
function NotThere({ page }: { page: Page }): ReactNode {
  if (page.state === 'not-yet') return t('directory.notYetOn', { day: showDay(page.founded) });
  const how = page.endEvent ? t(`directory.how.${page.endEvent}`) : t('directory.ended');
  return (
    <>
      {t('directory.endedOn', { how, day: showDay(page.until) })}
      {page.endDecision && ` (${page.endDecision})`}
      {page.successors.length > 0 && (
        <>
          {' '}
          {t('directory.successors')}{' '}
          {page.successors.map(({ organisation }, i) => (
            <span key={organisation.id}>
              {i > 0 && ', '}
              <OrganisationLink id={organisation.id}>{organisation.name}</OrganisationLink>
            </span>
          ))}
          .
        </>
      )}
    </>
  );
}
