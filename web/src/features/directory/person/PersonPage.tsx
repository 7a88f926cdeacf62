import type { PersonPage as Page } from '@congvu/contract';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { PageHead } from '../../../app/area/PageHead.tsx';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { showDay } from '../../../ui/form/day.ts';
import { Badge } from '../../../ui/page/Badge.tsx';
import { Callout } from '../../../ui/page/Callout.tsx';
import { Facts, Section } from '../../../ui/page/Section.tsx';
import { useAt } from '../at.ts';
import { personHistoryQuery, personQuery } from '../calls.ts';
import { officialKindName } from '../forms/officialKinds.ts';
import { AtBanner } from '../parts/AtBanner.tsx';
import { ContactList } from '../parts/ContactList.tsx';
import { Hanging } from '../parts/Hanging.tsx';
import { Load } from '../parts/Load.tsx';
import { mainPosition } from '../parts/mainPosition.ts';
import { PlannedActs } from '../parts/PlannedActs.tsx';
import { Timeline } from '../parts/Timeline.tsx';
import { useTitle } from '../useTitle.ts';
import { AppointmentsSection } from './AppointmentsSection.tsx';
import { MailboxSection } from './MailboxSection.tsx';
import { PersonActions } from './PersonActions.tsx';
import type { PersonForm } from './PersonForms.tsx';
import styles from './PersonPage.module.css';
import { RolesSection } from './RolesSection.tsx';

const PersonForms = lazy(() => import('./PersonForms.tsx'));

/** A person on a day: positions over time, mailboxes, how they are reached, what they may do. */
export function PersonPage(): ReactNode {
  const { personId } = useParams({ from: '/shell/directory/people/$personId' });
  const query = useQuery(personQuery(personId, useAt()));
  return <Load query={query}>{(page) => <PersonView key={page.id} page={page} />}</Load>;
}

function PersonView({ page }: { page: Page }): ReactNode {
  const [form, setForm] = useState<PersonForm | null>(null);
  const { data: history } = useQuery(personHistoryQuery(page.id));
  useTitle(page.name);
  const now = page.at === page.today;
  const changes = now && page.may.includes('person.change');
  const first = mainPosition(page.appointments);
  const gone = page.leftOn !== null && page.leftOn <= page.at;
  return (
    <article data-testid="person-page">
      <PageHead
        crumbs={
          first
            ? [
                {
                  label: first.organisation.name,
                  to: `/directory/organisations/${first.organisation.id}`,
                  keepSearch: true,
                },
              ]
            : []
        }
        title={page.name}
        note={
          <>
            {first ? `${first.position}, ${first.organisation.name}` : t('directory.noPosition')}{' '}
            {gone && <Badge tone="danger">{t('directory.leftOn', { day: showDay(page.leftOn) })}</Badge>}
          </>
        }
        actions={<PersonActions page={page} onForm={setForm} />}
      />
      <AtBanner at={page.at} today={page.today} />
      {page.hanging && hasAny(page.hanging) && (
        <div className={styles.hanging}>
          <Callout tone="warning" title={t('directory.hangingPerson')}>
            <Hanging hanging={page.hanging} />
          </Callout>
        </div>
      )}
      <AppointmentsSection page={page} onForm={setForm} />
      {page.plannedActs.length > 0 && (
        <Section title={t('directory.planned')} testId="planned">
          <PlannedActs
            acts={page.plannedActs}
            changes={page.at === page.today && page.may.includes('appointment.change')}
          />
        </Section>
      )}
      <MailboxSection page={page} />
      <RolesSection page={page} />
      <Section
        title={t('directory.personInformation')}
        actions={
          changes && (
            <>
              <Button small icon="pen" onClick={() => setForm({ kind: 'change' })} data-testid="edit-person">
                {t('directory.editPerson')}
              </Button>
              <Button small icon="plus" onClick={() => setForm({ kind: 'address' })} data-testid="add-address">
                {t('directory.addAddress')}
              </Button>
            </>
          )
        }
        testId="information"
      >
        <Facts
          items={[
            [t('directory.phone'), page.phone],
            [t('directory.mobile'), page.mobile],
            [t('directory.officialKind'), officialKindName(page.officialKind)],
            [t('directory.born'), page.private?.born && showDay(page.private.born)],
            [t('directory.staffCode'), page.private?.code],
            [t('directory.note'), page.private?.note],
            [
              t('directory.earlierNames'),
              page.names
                .filter((one) => one.name !== page.name)
                .map(nameThen)
                .join('; '),
            ],
          ]}
        />
        <ContactList contacts={page.contacts} name={page.name} changes={changes} />
      </Section>
      {history && history.length > 0 && (
        <Section title={t('directory.history')} testId="history">
          <Timeline entries={history} at={page.at} />
        </Section>
      )}
      <Suspense>{form && <PersonForms page={page} form={form} onClose={() => setForm(null)} />}</Suspense>
    </article>
  );
}

const hasAny = ({ mailboxes, delegations, roles }: NonNullable<Page['hanging']>) =>
  mailboxes.length + delegations.length + roles.length > 0;

const nameThen = ({ name, until, from }: Page['names'][number]) =>
  until
    ? t('directory.nameUntil', { name, day: showDay(until) })
    : t('directory.nameFrom', { name, day: showDay(from) });
