import type { OrganisationPage, PersonInOrganisation } from '@congvu/contract';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Button } from '../../../ui/Button.tsx';
import { showDay } from '../../../ui/form/day.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { Badge } from '../../../ui/page/Badge.tsx';
import { Quiet, Section } from '../../../ui/page/Section.tsx';
import { type Column, Table } from '../../../ui/table/Table.tsx';
import { useAt } from '../at.ts';
import { peopleQuery } from '../calls.ts';
import { Address } from '../parts/Address.tsx';
import { PersonLink } from '../parts/links.tsx';
import type { OrganisationForm } from './OrganisationForms.tsx';
import styles from './PeopleSection.module.css';

interface Props {
  page: OrganisationPage;
  onForm(form: OrganisationForm): void;
}

/** Who heads and leads the organisation, then everybody who works in it. */
export function PeopleSection({ page, onForm }: Props): ReactNode {
  const changes = page.at === page.today && page.may.includes('appointment.change') && page.state !== 'ended';
  const leading = page.people.filter((one) => one.isHead || one.isLeader);
  const others = page.people.filter((one) => !one.isHead && !one.isLeader);
  const hasHead = leading.some((one) => one.isHead);
  const appoint = changes && (
    <Button small icon="plus" onClick={() => onForm({ kind: 'appoint' })} data-testid="appoint">
      {t('directory.appoint')}
    </Button>
  );
  return (
    <>
      <Section title={t('directory.leaders')} actions={appoint} testId="leaders">
        {!hasHead && page.state === 'in-force' && <Quiet>{t('directory.noHead')}</Quiet>}
        <ul className={styles.leaders}>
          {leading.map((one) => (
            <li key={one.appointmentId} className={styles.leader} data-testid="leader">
              <Avatar name={one.name} seed={one.address ?? one.name} size={40} />
              <div className={styles.words}>
                <PersonLink id={one.personId}>
                  <strong>{one.name}</strong>
                </PersonLink>
                <span className={styles.position}>
                  {one.position} {one.isHead && <Badge tone="accent">{t('directory.head')}</Badge>}
                </span>
                <Reach one={one} />
                <span className={styles.since}>{t('directory.since', { day: showDay(one.from) })}</span>
              </div>
              {changes && <AppointmentMenu one={one} onForm={onForm} />}
            </li>
          ))}
        </ul>
      </Section>
      {others.length > 0 && (
        <Section title={t('directory.people')} count={page.peopleTotal - leading.length} testId="people">
          <PeopleTable people={others} changes={changes} onForm={onForm} />
          {page.peopleTotal > page.people.length && <RestOfPeople page={page} changes={changes} onForm={onForm} />}
        </Section>
      )}
    </>
  );
}

function RestOfPeople({ page, changes, onForm }: Props & { changes: boolean }): ReactNode {
  const at = useAt();
  const [shown, setShown] = useState(false);
  const query = useQuery({ ...peopleQuery(page.id, at, page.people.length), enabled: shown });
  const left = page.peopleTotal - page.people.length;
  if (query.data) return <PeopleTable people={query.data.people} changes={changes} onForm={onForm} />;
  return (
    <Button className={styles.more ?? ''} disabled={shown} onClick={() => setShown(true)}>
      {t('directory.morePeople', { n: left })}
    </Button>
  );
}

interface TableProps {
  people: readonly PersonInOrganisation[];
  changes: boolean;
  onForm: Props['onForm'];
}

function PeopleTable({ people, changes, onForm }: TableProps): ReactNode {
  const columns: Column<PersonInOrganisation>[] = [
    {
      key: 'name',
      head: t('directory.name'),
      phone: 'title',
      cell: (one) => <PersonLink id={one.personId}>{one.name}</PersonLink>,
    },
    {
      key: 'position',
      head: t('directory.position'),
      phone: 'bare',
      cell: (one) => (
        <>
          {one.position}
          {one.rank && <small>{one.rank}</small>}
        </>
      ),
    },
    { key: 'reach', head: t('directory.reach'), phone: 'bare', cell: (one) => <Reach one={one} /> },
    { key: 'from', head: t('directory.from'), width: '96px', cell: (one) => showDay(one.from) },
    ...(changes
      ? [
          {
            key: 'act',
            head: t('app.actions'),
            bareHead: true,
            width: '40px',
            align: 'end',
            phone: 'bare',
            cell: (one) => <AppointmentMenu one={one} onForm={onForm} />,
          } satisfies Column<PersonInOrganisation>,
        ]
      : []),
  ];
  return <Table label={t('directory.people')} columns={columns} rows={people} keyOf={(one) => one.appointmentId} />;
}

/** Address and telephone. */
function Reach({ one }: { one: PersonInOrganisation }): ReactNode {
  const telephone = [one.phone, one.mobile].filter(Boolean).join(' · ');
  return (
    <>
      {one.address && <Address name={one.name} address={one.address} official={one.official} />}
      {telephone && <small className={styles.telephone}>{telephone}</small>}
    </>
  );
}

function AppointmentMenu({ one, onForm }: { one: PersonInOrganisation; onForm: Props['onForm'] }): ReactNode {
  const label = t('directory.appointmentOf', { name: one.name });
  return (
    <span className={styles.menu}>
      <Menu
        label={label}
        align="end"
        items={() => [
          {
            key: 'correct',
            label: t('directory.correctAppointment'),
            icon: 'pen',
            act: () => onForm({ kind: 'correct', one }),
          },
          {
            key: 'transfer',
            label: t('directory.transfer'),
            icon: 'swap',
            act: () => onForm({ kind: 'transfer', one }),
          },
          {
            key: 'relieve',
            label: t('directory.relieve'),
            icon: 'close',
            danger: true,
            act: () => onForm({ kind: 'relieve', one }),
          },
        ]}
      >
        {(opener) => <IconButton {...opener} icon="more" label={label} testId="appointment-menu" />}
      </Menu>
    </span>
  );
}
