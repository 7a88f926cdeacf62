import type { ListImport } from '@congvu/contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { currentLanguage, type MessageKey, t } from '../../../app/i18n/index.ts';
import { Blank } from '../../../ui/Blank.tsx';
import { Button } from '../../../ui/Button.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { Badge } from '../../../ui/page/Badge.tsx';
import { Quiet } from '../../../ui/page/Section.tsx';
import { type Column, Table } from '../../../ui/table/Table.tsx';

const words: Record<ListImport['state'], MessageKey> = {
  read: 'lists.stateRead',
  checking: 'lists.stateChecking',
  checked: 'lists.stateChecked',
  applying: 'lists.stateApplying',
  applied: 'lists.stateApplied',
  undoing: 'lists.stateUndoing',
  undone: 'lists.stateUndone',
};

export function faultsOf({ summary }: ListImport): number {
  return (summary?.organisations.faults ?? 0) + (summary?.people.faults ?? 0);
}

export function StateBadge({ list }: { list: ListImport }): ReactNode {
  if (list.state === 'checked' && faultsOf(list) > 0) return <Badge tone="danger">{t('lists.stateFaulty')}</Badge>;
  const tone = list.state === 'applied' ? 'good' : list.state.endsWith('ing') ? 'accent' : 'plain';
  return <Badge tone={tone}>{t(words[list.state])}</Badge>;
}

export function moment(iso: string): string {
  const locale = currentLanguage() === 'vi' ? 'vi-VN' : 'en-GB';
  return new Date(iso).toLocaleString(locale, { dateStyle: 'short', timeStyle: 'short', timeZone: 'Asia/Ho_Chi_Minh' });
}

function contents({ summary }: ListImport): string {
  if (!summary) return '';
  const { organisations, people } = summary;
  return t('lists.counts', { organisations: organisations.rows, people: people.rows });
}

const columns = (): Column<ListImport>[] => [
  {
    key: 'file',
    head: t('lists.file'),
    phone: 'title',
    cell: (list) => (
      <Link to="/admin/lists/$id" params={{ id: String(list.id) }} data-testid="list-link">
        {list.fileName}
      </Link>
    ),
  },
  { key: 'state', head: t('lists.state'), width: '150px', cell: (list) => <StateBadge list={list} /> },
  { key: 'contents', head: t('lists.contents'), width: '210px', cell: contents },
  { key: 'who', head: t('lists.who'), width: '190px', cell: (list) => list.createdBy ?? '' },
  {
    key: 'when',
    head: t('lists.when'),
    width: '150px',
    cell: (list) => moment(list.undoneAt ?? list.appliedAt ?? list.createdAt),
  },
];

interface Props {
  lists: readonly ListImport[] | undefined;
  error: unknown;
  onRetry(): void;
}

export function History({ lists, error, onRetry }: Props): ReactNode {
  if (error) {
    return (
      <Blank icon="alert" title={errorText(error)}>
        <Button onClick={onRetry}>{t('app.retry')}</Button>
      </Blank>
    );
  }
  if (!lists) return <Quiet>{t('app.loading')}</Quiet>;
  if (lists.length === 0) return <Quiet>{t('lists.none')}</Quiet>;
  return (
    <Table
      label={t('lists.history')}
      columns={columns()}
      rows={lists}
      keyOf={({ id }) => id}
      dim={({ state }) => state === 'undone'}
      testId="list-history"
    />
  );
}
