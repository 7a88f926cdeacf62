import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { adminPages, adminPagesOf, areas } from '../../app/areas.tsx';
import { type MessageKey, t } from '../../app/i18n/index.ts';
import { Icon } from '../../ui/icons.tsx';
import { meQuery } from '../accounts/me.ts';
import styles from './EntryLink.module.css';

const others: Record<string, MessageKey> = { '/password': 'compliance.password' };

/** Leads to where an article happens. Nothing to those who may not go there. */
export function EntryLink({ to }: { to: string }): ReactNode {
  const { data: me } = useQuery(meQuery);
  if (!me || to === '/admin/compliance') return null;
  const isAdmin = adminPages.some((page) => page.to === to);
  const label =
    others[to] ?? areas.find((area) => area.to === to)?.label ?? adminPagesOf(me).find((page) => page.to === to)?.label;
  if (!label || (isAdmin && !adminPagesOf(me).some((page) => page.to === to))) return null;
  return (
    <Link to={to} className={styles.link} data-testid="compliance-link">
      {t('compliance.open', { page: t(label) })}
      <Icon name="next" size={14} />
    </Link>
  );
}
