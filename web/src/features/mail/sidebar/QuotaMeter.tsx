import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { jmap } from '../../../api/jmap/client.ts';
import { capability, type Id } from '../../../api/jmap/types.ts';
import { fileSize } from '../../../app/i18n/format.ts';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { useAccount } from '../session.ts';
import { useMailboxes } from '../store/hooks.ts';
import styles from './QuotaMeter.module.css';

/** How full the mailbox is; the server says from where on to warn (RFC 9425). */
export function QuotaMeter({ accountId }: { accountId: Id }): ReactNode {
  const account = useAccount(accountId);
  // Every delivery moves the counts of a folder, and so the space that is used.
  const total = useMailboxes(accountId)?.reduce((sum, m) => sum + m.totalEmails, 0);
  const { data } = useQuery({
    queryKey: ['quota', accountId, total],
    enabled: account?.accountCapabilities[capability.quota] !== undefined && total !== undefined,
    placeholderData: (before, query) => (query?.queryKey[1] === accountId ? before : undefined),
    queryFn: async () => {
      const { list } = await jmap.call('Quota/get', { accountId, ids: null });
      return list.find((q) => q.resourceType === 'octets' && q.scope === 'account') ?? null;
    },
  });
  if (!data || data.hardLimit <= 0) return null;
  const share = Math.min(1, data.used / data.hardLimit);
  const warn = data.used >= (data.warnLimit ?? data.hardLimit * 0.9);
  const language = currentLanguage();
  const text = t('quota.used', { used: fileSize(data.used, language), limit: fileSize(data.hardLimit, language) });
  return (
    <div className={`${styles.quota} ${warn ? styles.warn : ''}`} data-testid="quota">
      {/* biome-ignore lint/a11y/useSemanticElements: the looks of a meter element differ from browser to browser */}
      <div
        className={styles.track}
        role="meter"
        aria-label={t('quota.label')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={text}
      >
        <div className={styles.fill} style={{ width: `${Math.max(share * 100, 1)}%` }} />
      </div>
      <p>{text}</p>
      {warn && <p className={styles.hint}>{t('quota.near')}</p>}
    </div>
  );
}
