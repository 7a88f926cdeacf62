import type { ListImport, ListUse } from '@congvu/contract';
import type { ReactNode } from 'react';
import { type MessageKey, t } from '../../../app/i18n/index.ts';
import { Callout } from '../../../ui/page/Callout.tsx';
import styles from './Lists.module.css';

const reasons: Record<ListUse['reason'], MessageKey> = {
  'signed-in': 'lists.useSignedIn',
  'has-mail': 'lists.useHasMail',
  changed: 'lists.useChanged',
  'has-people': 'lists.useHasPeople',
  'has-units': 'lists.useHasUnits',
  delegated: 'lists.useDelegated',
  'has-role': 'lists.useHasRole',
  gone: 'lists.useGone',
};

/** Why the last step did not come about; the list is where it was before. */
export function Failure({ failure }: { failure: NonNullable<ListImport['failure']> }): ReactNode {
  const uses = failure.code === 'list.used' && Array.isArray(failure.details) ? (failure.details as ListUse[]) : [];
  return (
    <Callout tone="error" title={t('lists.failed')}>
      <p data-testid="list-failure">{failure.message}</p>
      {uses.length > 0 && (
        <>
          <p>{t('lists.uses')}</p>
          <ul className={styles.uses}>
            {uses.map(({ name, line, reason }) => (
              <li key={`${line}${reason}`}>
                {name} ({t('lists.line').toLowerCase()} {line}): {t(reasons[reason])}
              </li>
            ))}
          </ul>
        </>
      )}
    </Callout>
  );
}
