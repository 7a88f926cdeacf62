import { type RoleAssignment, roleNames } from '@congvu/contract';
import type { ReactNode } from 'react';
import { currentLanguage, t } from '../../app/i18n/index.ts';
import { Button } from '../../ui/Button.tsx';
import { showSpan } from '../../ui/form/span.tsx';
import { Badge } from '../../ui/page/Badge.tsx';
import { type Column, Table } from '../../ui/table/Table.tsx';
import { OrganisationLink, PersonLink } from '../directory/parts/links.tsx';
import styles from './RolesPage.module.css';

interface Props {
  rows: readonly RoleAssignment[];
  onEnd(row: RoleAssignment): void;
}

export function RolesTable({ rows, onEnd }: Props): ReactNode {
  const language = currentLanguage();
  const columns: Column<RoleAssignment>[] = [
    {
      key: 'person',
      head: t('roles.person'),
      phone: 'title',
      cell: ({ person }) => (
        <div className={styles.two}>
          <PersonLink id={person.id}>{person.name}</PersonLink>
          <small>{[person.position, person.address].filter(Boolean).join(' · ')}</small>
        </div>
      ),
    },
    {
      key: 'role',
      head: t('roles.role'),
      cell: ({ role, authority }) => (
        <div className={styles.two}>
          <span>{roleNames[role][language]}</span>
          {authority && <small>{authority}</small>}
        </div>
      ),
    },
    {
      key: 'where',
      head: t('roles.where'),
      cell: ({ organisation }) =>
        organisation ? (
          <OrganisationLink id={organisation.id}>{organisation.name}</OrganisationLink>
        ) : (
          t('roles.wholeProvince')
        ),
    },
    {
      key: 'when',
      head: t('roles.when'),
      cell: ({ from, until, state }) => (
        <div className={styles.two}>
          <span className={styles.day}>{showSpan(from, until)}</span>
          {state !== 'now' && <Badge tone={state === 'later' ? 'warning' : 'plain'}>{t(`roles.state.${state}`)}</Badge>}
        </div>
      ),
    },
    {
      key: 'basis',
      head: t('roles.basis'),
      cell: (row) => basisOf(row),
    },
    {
      key: 'acts',
      head: t('app.actions'),
      bareHead: true,
      align: 'end',
      phone: 'bare',
      cell: (row) =>
        row.mayEnd && (
          <Button
            small
            onClick={() => onEnd(row)}
            aria-label={t('roles.endOf', { person: row.person.name })}
            data-testid="end-role"
          >
            {t('roles.end')}
          </Button>
        ),
    },
  ];
  return (
    <Table
      label={t('roles.title')}
      columns={columns}
      rows={rows}
      keyOf={(row) => row.id ?? `${row.person.id}-${row.organisation?.id}-${row.from}`}
      dim={(row) => row.state === 'ended'}
      testId="roles"
    />
  );
}

/** The document or the appointment behind it, and whose act it was; nothing where nothing is known. */
function basisOf({ by, decision, grantedBy, endedBy }: RoleAssignment): ReactNode {
  const acts = [
    grantedBy && t('roles.grantedBy', { name: grantedBy }),
    endedBy && t('roles.endedBy', { name: endedBy }),
  ];
  const who = acts.filter(Boolean).join(' · ');
  const ground = by === 'appointment' ? t('roles.byAppointment') : decision;
  if (!ground && !who) return null;
  return (
    <div className={styles.two}>
      {ground && <span>{ground}</span>}
      {who && <small>{who}</small>}
    </div>
  );
}
