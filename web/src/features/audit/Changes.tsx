import type { AuditChange } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../app/i18n/index.ts';
import styles from './Audit.module.css';

/** Field by field: as it was, and as it became. */
export function Changes({ changes }: { changes: readonly AuditChange[] }): ReactNode {
  // Of something new there is no before, and of something taken away no after.
  const [had, has] = [changes.some((one) => one.before), changes.some((one) => one.after)];
  return (
    <table className={styles.changes} data-testid="changes">
      <thead>
        <tr>
          <th scope="col">{t('audit.field')}</th>
          {had && <th scope="col">{t('audit.before')}</th>}
          {has && <th scope="col">{t('audit.after')}</th>}
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, name, before, after }) => (
          <tr key={field}>
            <th scope="row">{name}</th>
            {had && <td data-label={t('audit.before')}>{before ? <del>{before}</del> : '–'}</td>}
            {has && <td data-label={t('audit.after')}>{after ? <ins>{after}</ins> : '–'}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
