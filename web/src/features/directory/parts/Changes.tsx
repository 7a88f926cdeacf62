import type { ReactNode } from 'react';
import { type MessageKey, t } from '../../../app/i18n/index.ts';
import styles from './Changes.module.css';
import { useKinds } from './kinds.ts';

const labels: Record<string, MessageKey> = {
  name: 'directory.name',
  shortName: 'directory.shortName',
  kind: 'directory.kind',
  parent: 'directory.parent',
  code: 'directory.code',
  legacyCode: 'directory.legacyCode',
  phone: 'directory.phone',
  fax: 'directory.fax',
  website: 'directory.website',
  address: 'directory.address',
};

type Values = Readonly<Record<string, string | number | null | undefined>>;

/** What was, struck through, and what is instead. */
export function Changes({ before, after }: { before: Values; after: Values }): ReactNode {
  const { nameOf } = useKinds();
  const shown = (field: string, value: string | number | null | undefined) =>
    field === 'kind' && typeof value === 'string' ? nameOf(value) : value;
  const fields = Object.keys(labels).filter((field) => field in after || field in before);
  if (fields.length === 0) return null;
  return (
    <ul className={styles.changes}>
      {fields.map((field) => (
        <li key={field}>
          <span className={styles.field}>{t(labels[field]!)}: </span>
          {before[field] && <del>{shown(field, before[field])}</del>}
          {before[field] && after[field] && ' → '}
          {after[field] ? <ins>{shown(field, after[field])}</ins> : <em>{t('directory.nothing')}</em>}
        </li>
      ))}
    </ul>
  );
}
