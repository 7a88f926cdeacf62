import { Link } from '@tanstack/react-router';
import type { ReactNode, RefObject } from 'react';
import type { Mailbox } from '../../api/jmap/types.ts';
import { t } from '../../app/i18n/index.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { UserMenu } from '../accounts/UserMenu.tsx';
import { SearchBox } from './search/SearchBox.tsx';
import styles from './TopBar.module.css';
import type { MailRoute } from './useMailRoute.ts';

interface Props {
  route: MailRoute;
  mailbox: Mailbox | undefined;
  searchBox: RefObject<HTMLInputElement | null>;
  onMenu(): void;
  onHelp(): void;
}

export function TopBar({ route, mailbox, searchBox, onMenu, onHelp }: Props): ReactNode {
  return (
    <header className={styles.bar}>
      <IconButton
        icon="menu"
        size={20}
        label={t('app.openMenu')}
        onClick={onMenu}
        className={styles.menu!}
        testId="menu"
      />
      <Link to="/mail" className={styles.brand}>
        {t('app.name')}
      </Link>
      <SearchBox key={route.view.accountId} route={route} mailbox={mailbox} inputRef={searchBox} />
      <div className={styles.end}>
        <IconButton
          icon="keyboard"
          label={t('user.shortcuts')}
          shortcut="?"
          onClick={onHelp}
          className={styles.desk!}
        />
        <UserMenu onHelp={onHelp} />
      </div>
    </header>
  );
}
