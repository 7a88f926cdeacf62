import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { meQuery } from '../features/accounts/me.ts';
import { QuickFindKey } from '../features/directory/find/QuickFindKey.tsx';
import { Icon } from '../ui/icons.tsx';
import { Logo } from '../ui/Logo.tsx';
import { areas } from './areas.tsx';
import { t } from './i18n/index.ts';
import styles from './Shell.module.css';

/** The rail of areas at the left, on a phone at the bottom, and the area that is open. */
export function Shell(): ReactNode {
  const { data: me } = useQuery(meQuery);
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const mine = areas.filter((area) => me && area.isFor(me));
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href={pathname.startsWith('/mail') ? '#list' : '#page'}>
        {t('area.skip')}
      </a>
      <nav className={styles.rail} aria-label={t('area.label')} data-testid="rail">
        <span className={styles.logo}>
          <Logo size={30} />
        </span>
        {mine.map(({ key, to, icon, label }) => {
          const here = pathname === to || pathname.startsWith(`${to}/`);
          return (
            <Link
              key={key}
              to={to}
              className={styles.area}
              aria-current={here ? 'page' : undefined}
              data-testid={`area-${key}`}
            >
              <span className={styles.icon}>
                <Icon name={icon} size={21} />
              </span>
              {t(label)}
            </Link>
          );
        })}
      </nav>
      <div className={styles.content}>
        <Outlet />
      </div>
      <QuickFindKey />
    </div>
  );
}
