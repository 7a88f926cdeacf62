import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PageHead } from '../../app/area/PageHead.tsx';
import { adminPagesOf } from '../../app/areas.tsx';
import { t } from '../../app/i18n/index.ts';
import { Blank } from '../../ui/Blank.tsx';
import { Icon } from '../../ui/icons.tsx';
import { meQuery } from '../accounts/me.ts';
import styles from './AdminHome.module.css';

/** What there is to administer, each with a sentence. */
export function AdminHome(): ReactNode {
  const { data: me } = useQuery(meQuery);
  const pages = me ? adminPagesOf(me) : [];
  if (pages.length === 0) return <Blank icon="settings" title={t('admin.none')} text={t('admin.noneHint')} />;
  return (
    <>
      <PageHead title={t('admin.title')} />
      <ul className={styles.cards}>
        {pages.map(({ key, to, icon, label, hint }) => (
          <li key={key}>
            <Link to={to} className={styles.card}>
              <Icon name={icon} size={22} />
              <strong>{t(label)}</strong>
              <span>{t(hint)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
