import { useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { UserMenu } from '../../features/accounts/UserMenu.tsx';
import { Confirms } from '../../ui/confirm.tsx';
import styles from './AreaFrame.module.css';

interface Props {
  title: string;
  /** Where the area begins: on a phone the side has that page to itself. */
  home: string;
  /** List of pages, tree: what stands at the left. */
  side: ReactNode;
  /** In the middle of the top. */
  search?: ReactNode;
  /** Beside who is signed in. */
  tools?: ReactNode;
  children: ReactNode;
}

/** The frame of an area beside mail: top, side, and a sheet with the page. */
export function AreaFrame({ title, home, side, search, tools, children }: Props): ReactNode {
  const atHome = useRouterState({ select: (s) => s.location.pathname.replace(/\/$/, '') === home });
  return (
    <div className={styles.frame} data-home={atHome}>
      <header className={styles.top}>
        <h1 className={styles.title}>{title}</h1>
        <div className={styles.search}>{search}</div>
        <div className={styles.end}>
          {tools}
          <UserMenu />
        </div>
      </header>
      <div className={styles.body}>
        <section className={styles.side} aria-label={title}>
          {side}
        </section>
        <main id="page" tabIndex={-1} className={`${styles.sheet} scroll`}>
          {children}
        </main>
      </div>
      <Confirms />
    </div>
  );
}
