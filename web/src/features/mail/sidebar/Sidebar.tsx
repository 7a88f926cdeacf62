import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import type { Id } from '../../../api/jmap/types.ts';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { useStore } from '../../../ui/createStore.ts';
import { openComposer } from '../compose/open.ts';
import { type MailAccount, useAccounts } from '../session.ts';
import type { MailRoute } from '../useMailRoute.ts';
import { AccountSection } from './AccountSection.tsx';
import { folderDialog } from './folderDialog.ts';
import { QuotaMeter } from './QuotaMeter.tsx';
import styles from './Sidebar.module.css';

const FolderNameDialog = lazy(() => import('./FolderNameDialog.tsx'));

interface Props {
  route: MailRoute;
  /** On a phone the folders come in from the side. */
  open: boolean;
  onClose(): void;
  onOpenFolder(accountId: Id, mailboxId: Id): void;
}

/** Every mailbox the person may open, with its folders. */
export function Sidebar({ route, open, onClose, onOpenFolder }: Props): ReactNode {
  const accounts = useAccounts() ?? [];
  const naming = useStore(folderDialog);
  const { accountId, mailboxId, search } = route.view;
  const personal = accounts.filter((a) => a.isPersonal);
  const shared = accounts.filter((a) => !a.isPersonal);

  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && onClose();
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [open, onClose]);

  const section = (account: MailAccount) => (
    <AccountSection
      key={account.id}
      account={account}
      alone={accounts.length === 1}
      currentMailbox={account.id === accountId && !search?.everywhere ? mailboxId : null}
      onOpenFolder={onOpenFolder}
    />
  );

  return (
    <>
      {open && <button type="button" className={styles.veil} aria-label={t('app.close')} onClick={onClose} />}
      <nav
        className={`${styles.sidebar} ${open ? styles.open : ''}`}
        aria-label={t('folders.label')}
        data-testid="sidebar"
      >
        <div className={styles.top}>
          <Button
            kind="primary"
            icon="pen"
            className={styles.compose ?? ''}
            onClick={() => {
              onClose();
              openComposer({ kind: 'new', accountId });
            }}
            data-testid="compose"
          >
            {t('compose.new')}
          </Button>
        </div>
        <div className={`${styles.folders} scroll`}>
          {personal.map(section)}
          {shared.length > 0 && <h2 className={styles.group}>{t('folders.shared')}</h2>}
          {shared.map(section)}
        </div>
        <QuotaMeter accountId={accountId} />
      </nav>
      <Suspense>{naming && <FolderNameDialog {...naming} />}</Suspense>
    </>
  );
}
