import { useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { t } from '../../app/i18n/index.ts';
import { Confirms } from '../../ui/confirm.tsx';
import { useStore } from '../../ui/createStore.ts';
import { Icon } from '../../ui/icons.tsx';
import { openComposer, restoreComposers } from './compose/open.ts';
import { composers } from './compose/state.ts';
import { folderName } from './folders.ts';
import { HeldNotice } from './HeldNotice.tsx';
import { forgetPlace, rememberPlace } from './lastPlace.ts';
import { ListPane } from './list/ListPane.tsx';
import { pushState, useLive } from './live.ts';
import styles from './MailPage.module.css';
import { loadImageSenders } from './reader/imageSenders.ts';
import { ReaderPane } from './reader/ReaderPane.tsx';
import { selection } from './selection.ts';
import { useAccounts } from './session.ts';
import { Sidebar } from './sidebar/Sidebar.tsx';
import { useMailboxes, useMailList } from './store/hooks.ts';
import { TopBar } from './TopBar.tsx';
import { useListKeys } from './useListKeys.ts';
import { useMailRoute } from './useMailRoute.ts';

const AntdProvider = lazy(() => import('../../ui/AntdProvider.tsx'));
const ComposeDock = lazy(() => import('./compose/ComposeDock.tsx'));
const ShortcutsHelp = lazy(() => import('./ShortcutsHelp.tsx'));

/** The mail page: folders, list, message, and what is being written. */
export function MailPage(): ReactNode {
  const route = useMailRoute();
  const { accountId, mailboxId } = route.view;
  const accounts = useAccounts();
  // The right to a mailbox may have ended since its address was kept.
  const account = accounts?.find((a) => a.id === accountId);
  const mailboxes = useMailboxes(accountId);
  const mailbox = mailboxes?.find((m) => m.id === mailboxId);
  const list = useMailList(route.view);
  const composing = useStore(composers, (c) => c.length > 0);
  const selecting = useStore(selection, (s) => s.ids.size > 0);
  const offline = useStore(pushState, (s) => s === 'lost');
  const [drawer, setDrawer] = useState(false);
  const [help, setHelp] = useState(false);
  const searchBox = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  useLive();
  useTitle(mailbox ? folderName(mailbox) : '', mailbox?.unreadEmails ?? 0);

  useEffect(() => {
    restoreComposers();
    loadImageSenders();
    // The editor is needed soon, but not for the first list.
    const timer = setTimeout(() => {
      import('../../ui/AntdProvider.tsx').catch(() => {});
      import('./compose/ComposeDock.tsx').catch(() => {});
      import('./compose/Editor.tsx').catch(() => {});
      // A question that comes late meets a page that has gone on.
      import('../../ui/ConfirmDialog.tsx').catch(() => {});
    }, 1_500);
    return () => clearTimeout(timer);
  }, []);

  useEffect(() => {
    if (mailbox) rememberPlace(accountId, mailboxId);
    const gone = mailboxes ? !mailbox : accounts !== undefined && !account;
    if (!gone) return;
    forgetPlace();
    void navigate({ to: '/mail', replace: true });
  }, [accountId, mailboxId, mailbox, mailboxes, navigate, accounts, account]);

  const keys = useListKeys(route, list, mailbox ?? null, account?.isReadOnly ?? false, {
    compose: () => openComposer({ kind: 'new', accountId }),
    search: () => searchBox.current?.focus(),
    help: () => setHelp(true),
  });

  const { openFolder: go } = route;
  const openFolder = useCallback(
    (account: string, folder: string) => {
      setDrawer(false);
      go(account, folder);
    },
    [go],
  );

  return (
    <div
      className={styles.page}
      data-reading={route.threadId !== null}
      data-selecting={selecting}
      data-testid="mail-page"
    >
      <TopBar
        route={route}
        searchBox={searchBox}
        mailbox={mailbox}
        onMenu={() => setDrawer(true)}
        onHelp={() => setHelp(true)}
      />
      <HeldNotice />
      {offline && <output className={styles.offline}>{t('app.offline')}</output>}
      <div className={styles.body}>
        <Sidebar route={route} open={drawer} onClose={() => setDrawer(false)} onOpenFolder={openFolder} />
        <main className={styles.card}>
          <ListPane route={route} list={list} mailbox={mailbox} account={account} keys={keys} />
          <ReaderPane route={route} list={list} mailbox={mailbox} account={account} keys={keys} />
        </main>
      </div>
      <button
        type="button"
        className={styles.float}
        aria-label={t('compose.new')}
        onClick={() => openComposer({ kind: 'new', accountId })}
      >
        <Icon name="pen" size={22} />
      </button>
      <Suspense>
        {composing && (
          <AntdProvider>
            <ComposeDock />
          </AntdProvider>
        )}
      </Suspense>
      <Suspense>{help && <ShortcutsHelp onClose={() => setHelp(false)} />}</Suspense>
      <Confirms />
    </div>
  );
}

function useTitle(folder: string, unread: number): void {
  useEffect(() => {
    const count = unread > 0 ? `(${unread}) ` : '';
    document.title = `${count}${folder ? `${folder} · ` : ''}${t('app.name')}`;
  }, [folder, unread]);
}
