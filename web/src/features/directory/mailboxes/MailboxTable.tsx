import type { ListedMailbox } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Badge } from '../../../ui/page/Badge.tsx';
import { type Column, Table } from '../../../ui/table/Table.tsx';
import { OrganisationLink, PersonLink } from '../parts/links.tsx';
import { showMoment } from './days.ts';
import styles from './MailboxesPage.module.css';
import { QuotaBar } from './QuotaBar.tsx';

interface Props {
  rows: readonly ListedMailbox[];
  warnPercent: number;
}

export function MailboxTable({ rows, warnPercent }: Props): ReactNode {
  const columns: Column<ListedMailbox>[] = [
    { key: 'name', head: t('mailbox.owner'), phone: 'title', cell: (row) => <Owner row={row} /> },
    {
      key: 'address',
      head: t('mailbox.address'),
      phone: 'bare',
      width: '31%',
      cell: ({ address, aliases }) => (
        <>
          <span className={styles.address}>{address ?? t('mailbox.noAddressLeft')}</span>
          {aliases > 0 && <small>{t('mailbox.aliasCount', { n: aliases })}</small>}
        </>
      ),
    },
    {
      key: 'state',
      head: t('mailbox.stateHead'),
      phone: 'bare',
      width: '92px',
      cell: ({ state }) => <State state={state} />,
    },
    {
      key: 'size',
      head: t('mailbox.size'),
      width: '140px',
      cell: ({ usedBytes, quotaBytes }) => <QuotaBar used={usedBytes} of={quotaBytes} warnPercent={warnPercent} bare />,
    },
    {
      key: 'used',
      head: t('mailbox.lastUsed'),
      width: '110px',
      cell: ({ lastUsedAt }) =>
        lastUsedAt ? showMoment(lastUsedAt) : <span className={styles.quiet}>{t('mailbox.neverUsed')}</span>,
    },
  ];
  return (
    <Table
      label={t('mailbox.listTitle')}
      columns={columns}
      rows={rows}
      keyOf={(row) => row.accountId}
      dim={(row) => row.state === 'closed'}
      testId="mailbox-table"
    />
  );
}

function Owner({ row }: { row: ListedMailbox }): ReactNode {
  const { name, personId, organisationId, organisation, position } = row;
  const note = [position, organisation?.name].filter(Boolean).join(', ');
  return (
    <>
      {personId !== null ? (
        <PersonLink id={personId}>{name}</PersonLink>
      ) : organisationId !== null ? (
        <OrganisationLink id={organisationId}>{name}</OrganisationLink>
      ) : (
        name
      )}
      {note && <small>{note}</small>}
    </>
  );
}

function State({ state }: Pick<ListedMailbox, 'state'>): ReactNode {
  const tone = state === 'active' ? 'good' : state === 'locked' ? 'danger' : 'plain';
  return <Badge tone={tone}>{t(`mailbox.state.${state}`)}</Badge>;
}
