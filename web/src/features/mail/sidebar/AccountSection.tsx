import { type ReactNode, useId, useState } from 'react';
import type { Id } from '../../../api/jmap/types.ts';
import { capability } from '../../../api/jmap/types.ts';
import { t } from '../../../app/i18n/index.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { folderRows } from '../folders.ts';
import type { MailAccount } from '../session.ts';
import { useMailboxes } from '../store/hooks.ts';
import styles from './AccountSection.module.css';
import { FolderRow } from './FolderRow.tsx';
import { askFolderName } from './folderDialog.ts';

interface Props {
  account: MailAccount;
  /** The only account needs no heading. */
  alone: boolean;
  currentMailbox: Id | null;
  onOpenFolder(accountId: Id, mailboxId: Id): void;
}

const closedKey = (accountId: Id) => `congvu.closed.${accountId}`;

/** One mailbox: its name, and its folders. */
export function AccountSection({ account, alone, currentMailbox, onOpenFolder }: Props): ReactNode {
  const mailboxes = useMailboxes(account.id);
  const [closed, setClosed] = useState(() => localStorage.getItem(closedKey(account.id)) === '1');
  const id = useId();
  const unread = mailboxes?.find((m) => m.role === 'inbox')?.unreadEmails ?? 0;
  const mayCreate = account.accountCapabilities[capability.mail]?.mayCreateTopLevelMailbox && !account.isReadOnly;
  const fold = () => {
    setClosed(!closed);
    localStorage.setItem(closedKey(account.id), closed ? '0' : '1');
  };
  const title = account.isPersonal ? t('folders.personal') : account.name;
  return (
    <section className={styles.section} aria-labelledby={id} data-testid="account" data-account-id={account.id}>
      {!alone && (
        <div className={styles.head}>
          <button
            type="button"
            className={styles.name}
            id={id}
            aria-expanded={!closed}
            onClick={fold}
            title={account.name}
          >
            <Icon name={account.isPersonal ? 'user' : 'building'} size={16} />
            <span className="truncate">{title}</span>
            {account.isReadOnly && (
              <span className={styles.readOnly} title={t('folders.readOnly')}>
                <Icon name="eye" size={14} />
                <span className="visually-hidden">{t('folders.readOnly')}</span>
              </span>
            )}
            {closed && unread > 0 && <span className={styles.count}>{unread}</span>}
            <Icon name="down" size={13} className={styles.fold} />
          </button>
          {mayCreate && (
            <IconButton
              icon="plus"
              size={15}
              label={t('folders.new')}
              className={styles.add!}
              onClick={() => askFolderName({ kind: 'create', accountId: account.id, parent: null })}
            />
          )}
        </div>
      )}
      {!closed && (
        <ul>
          {folderRows(mailboxes ?? []).map(({ mailbox, depth }) => (
            <FolderRow
              key={mailbox.id}
              accountId={account.id}
              mailbox={mailbox}
              depth={depth}
              current={mailbox.id === currentMailbox}
              readOnly={account.isReadOnly}
              onOpen={onOpenFolder}
            />
          ))}
          {!mailboxes && [0, 1, 2, 3].map((i) => <li key={i} className={styles.ghost} />)}
        </ul>
      )}
      {alone && mayCreate && mailboxes && (
        <button
          type="button"
          className={styles.newFolder}
          onClick={() => askFolderName({ kind: 'create', accountId: account.id, parent: null })}
        >
          <Icon name="plus" size={15} /> {t('folders.new')}
        </button>
      )}
    </section>
  );
}
