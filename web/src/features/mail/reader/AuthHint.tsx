import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Icon } from '../../../ui/icons.tsx';
import styles from './AuthHint.module.css';
import { describeAuth, readAuthResults } from './authResults.ts';

/** Whether the sender is who they say: quiet when all is well, in words when not. */
export function AuthHint({ results }: { results: string[] | null }): ReactNode {
  const auth = readAuthResults(results);
  if (!auth) return null;
  const { verdict } = auth;
  const text = t(`auth.${verdict}`);
  const full = `${text}. ${describeAuth(auth)}.${verdict === 'fail' ? ` ${t('auth.failHint')}` : ''}`;
  return (
    <span
      className={`${styles.hint} ${styles[verdict]}`}
      data-tip={full}
      data-testid="auth-hint"
      data-verdict={verdict}
    >
      <Icon name={verdict === 'fail' ? 'shieldAlert' : 'shield'} size={15} />
      {verdict === 'fail' && <span aria-hidden="true">{text}</span>}
      <span className="visually-hidden">{full}</span>
    </span>
  );
}
