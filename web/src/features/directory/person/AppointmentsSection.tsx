import type { AppointmentEntry, PersonPage } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { dayBefore, showDay } from '../../../ui/form/day.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { Badge } from '../../../ui/page/Badge.tsx';
import { Quiet, Section } from '../../../ui/page/Section.tsx';
import { type Column, Table } from '../../../ui/table/Table.tsx';
import { OrganisationLink } from '../parts/links.tsx';
import styles from './AppointmentsSection.module.css';
import type { PersonForm } from './PersonForms.tsx';

interface Props {
  page: PersonPage;
  onForm(form: PersonForm): void;
}

/** All positions over time; several may be held at once. */
export function AppointmentsSection({ page, onForm }: Props): ReactNode {
  const changes = page.at === page.today && page.may.includes('appointment.change');
  const columns: Column<AppointmentEntry>[] = [
    {
      key: 'position',
      head: t('directory.position'),
      phone: 'title',
      cell: (one) => (
        <>
          {one.position} {one.isHead && <Badge tone="accent">{t('directory.head')}</Badge>}{' '}
          {one.state === 'not-yet' && <Badge tone="warning">{t('directory.plannedBadge')}</Badge>}
          {one.rank && <small>{one.rank}</small>}
        </>
      ),
    },
    {
      key: 'organisation',
      head: t('directory.organisation'),
      phone: 'bare',
      cell: (one) => <OrganisationLink id={one.organisation.id}>{one.organisation.name}</OrganisationLink>,
    },
    {
      key: 'time',
      head: t('directory.time'),
      width: '190px',
      phone: 'bare',
      cell: (one) => (
        <>
          {one.until
            ? t('directory.fromUntil', { from: showDay(one.from), until: showDay(dayBefore(one.until)) })
            : t('directory.since', { day: showDay(one.from) })}
          {one.decision && <small>{one.decision}</small>}
        </>
      ),
    },
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
          } satisfies Column<AppointmentEntry>,
        ]
      : []),
  ];
  return (
    <Section
      title={t('directory.positions')}
      actions={
        changes &&
        page.leftOn === null && (
          <Button small icon="plus" onClick={() => onForm({ kind: 'appoint' })} data-testid="appoint">
            {t('directory.appoint')}
          </Button>
        )
      }
      testId="positions"
    >
      {page.appointments.length === 0 ? (
        <Quiet>{t('directory.noPosition')}</Quiet>
      ) : (
        <Table
          label={t('directory.positions')}
          columns={columns}
          rows={page.appointments}
          keyOf={(one) => one.appointmentId}
          dim={(one) => one.state === 'ended'}
        />
      )}
    </Section>
  );
}

function AppointmentMenu({ one, onForm }: { one: AppointmentEntry; onForm: Props['onForm'] }): ReactNode {
  const label = t('directory.appointmentOf', { name: one.position });
  const lasts = one.state !== 'ended';
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
          ...(lasts
            ? [
                {
                  key: 'transfer',
                  label: t('directory.transfer'),
                  icon: 'swap',
                  act: () => onForm({ kind: 'transfer', one }),
                } as const,
                {
                  key: 'relieve',
                  label: t('directory.relieve'),
                  icon: 'close',
                  danger: true,
                  act: () => onForm({ kind: 'relieve', one }),
                } as const,
              ]
            : []),
        ]}
      >
        {(opener) => <IconButton {...opener} icon="more" label={label} testId="appointment-menu" />}
      </Menu>
    </span>
  );
}
