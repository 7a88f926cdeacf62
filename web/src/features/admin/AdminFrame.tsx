import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { AreaFrame } from '../../app/area/AreaFrame.tsx';
import { adminPagesOf } from '../../app/areas.tsx';
import { t } from '../../app/i18n/index.ts';
import { Icon } from '../../ui/icons.tsx';
import { meQuery } from '../accounts/me.ts';
import styles from './AdminFrame.module.css';

/** The administration: its pages at the left, those that the person's roles open. */
export function AdminFrame(): ReactNode {
  const { data: me } = useQuery(meQuery);
  const pages = me ? adminPagesOf(me) : [];
  const side = (
    <nav aria-label={t('admin.pages')} className={`${styles.pages} scroll`} data-testid="admin-pages">
      {pages.map(({ key, to, icon, label, hint }) => (
        <Link key={key} to={to} className={styles.page} activeProps={{ 'aria-current': 'page' }}>
          <Icon name={icon} size={18} />
          <span>
            {t(label)}
            <small>{t(hint)}</small>
          </span>
        </Link>
      ))}
    </nav>
  );
  return (
    <AreaFrame title={t('admin.title')} home="/admin" side={side}>
      <Outlet />
    </AreaFrame>
  );
}
