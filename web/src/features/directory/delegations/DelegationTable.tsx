import type { Delegation, DelegationRight } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { showSpan } from '../../../ui/form/span.tsx';
import { Badge } from '../../../ui/page/Badge.tsx';
import { type Column, Table } from '../../../ui/table/Table.tsx';
import { OrganisationLink, PersonLink } from '../parts/links.tsx';
import styles from './Delegations.module.css';
import { endIt } from './endIt.ts';

interface Props {
  label: string;
  rows: readonly Delegation[];
  /** What is the same in all rows is left out. */
  without?: 'person' | 'mailbox';
  testId?: string;
}

export const rightsText = (rights: readonly DelegationRight[]): string =>
  rights.map((right) => t(`delegation.right.${right}`)).join(', ');

export function DelegationTable({ label, rows, without, testId }: Props): ReactNode {
  const columns = allColumns.filter((column) => column.key !== without);
  const first = columns[0]!.key;
  return (
    <Table
      label={label}
      columns={columns.map((column) => (column.key === first ? { ...column, phone: 'title' as const } : column))}
      rows={rows}
      keyOf={(row) => row.id ?? `${row.mailbox.accountId}-${row.person.id}-${row.from}`}
      dim={(row) => row.state === 'ended'}
      {...(testId ? { testId } : {})}
    />
  );
}

/** Made anew for each drawing: the headings follow the language. */
const column = (key: string, head: () => string, cell: (row: Delegation) => ReactNode): Column<Delegation> => ({
  key,
  get head() {
    return head();
  },
  cell,
});

const allColumns: Column<Delegation>[] = [
  column(
    'person',
    () => t('delegation.person'),
    ({ person }) => (
      <div className={styles.two}>
        <PersonLink id={person.id}>{person.name}</PersonLink>
        <small>{[person.position, person.address].filter(Boolean).join(' · ')}</small>
      </div>
    ),
  ),
  column(
    'mailbox',
    () => t('delegation.mailbox'),
    ({ mailbox }) => (
      <div className={styles.two}>
        <OrganisationLink id={mailbox.organisationId}>{mailbox.name}</OrganisationLink>
        <small>{mailbox.address}</small>
      </div>
    ),
  ),
  column(
    'rights',
    () => t('delegation.rights'),
    ({ rights }) => rightsText(rights),
  ),
  column(
    'when',
    () => t('delegation.when'),
    ({ from, until, state }) => (
      <div className={styles.two}>
        <span className={styles.day}>{showSpan(from, until)}</span>
        {state !== 'now' && (
          <Badge tone={state === 'later' ? 'warning' : 'plain'}>{t(`delegation.state.${state}`)}</Badge>
        )}
      </div>
    ),
  ),
  column(
    'basis',
    () => t('delegation.basis'),
    (row) => basisOf(row),
  ),
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
          onClick={() => void endIt(row)}
          aria-label={t('delegation.endOf', { person: row.person.name })}
          data-testid="end-delegation"
        >
          {t('delegation.end')}
        </Button>
      ),
  },
];

/** The document or the appointment behind it, and whose act it was; nothing where nothing is known. */
function basisOf({ by, decision, grantedBy, endedBy }: Delegation): ReactNode {
  const acts = [
    grantedBy && t('delegation.grantedBy', { name: grantedBy }),
    endedBy && t('delegation.endedBy', { name: endedBy }),
  ];
  const who = acts.filter(Boolean).join(' · ');
  const ground = by === 'appointment' ? t('delegation.byAppointment') : decision;
  if (!ground && !who) return null;
  return (
    <div className={styles.two}>
      {ground && <span>{ground}</span>}
      {who && <small>{who}</small>}
    </div>
  );
}
