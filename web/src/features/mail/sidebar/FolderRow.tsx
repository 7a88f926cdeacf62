import { type DragEvent, memo, type ReactNode, useState } from 'react';
import type { Id, Mailbox } from '../../../api/jmap/types.ts';
import { count } from '../../../app/i18n/format.ts';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { Icon } from '../../../ui/icons.tsx';
import { dragged } from '../drag.ts';
import { folderIcon, folderName } from '../folders.ts';
import { runAct } from '../runAct.ts';
import { FolderMenu } from './FolderMenu.tsx';
import styles from './FolderRow.module.css';

interface Props {
  accountId: Id;
  mailbox: Mailbox;
  depth: number;
  current: boolean;
  readOnly: boolean;
  onOpen(accountId: Id, mailboxId: Id): void;
}

export const FolderRow = memo(function FolderRow(props: Props): ReactNode {
  const { accountId, mailbox, depth, current, readOnly, onOpen } = props;
  const [over, setOver] = useState(false);
  const name = folderName(mailbox);
  // Drafts wait to be finished: all of them count, as there are no unread ones.
  const number = mailbox.role === 'drafts' ? mailbox.totalEmails : mailbox.unreadEmails;
  const strong = mailbox.role !== 'drafts' && mailbox.role !== 'junk' && mailbox.role !== 'trash' && number > 0;

  const takes = () => {
    const drag = dragged();
    const right = drag?.view.accountId === accountId && mailbox.myRights.mayAddItems && !readOnly;
    return right && (drag.view.mailboxId !== mailbox.id || drag.view.search !== null) ? drag : null;
  };
  const onDragOver = (event: DragEvent) => {
    if (!takes()) return;
    event.preventDefault();
    setOver(true);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const drag = takes();
    if (drag) void runAct('move', drag.view, drag.ids, mailbox);
  };

  return (
    <li
      className={`${styles.row} ${current ? styles.current : ''} ${over ? styles.over : ''}`}
      onDragOver={onDragOver}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <button
        type="button"
        className={styles.open}
        style={{ paddingLeft: 10 + depth * 16 }}
        aria-current={current ? 'page' : undefined}
        onClick={() => onOpen(accountId, mailbox.id)}
        data-testid="folder"
        data-role={mailbox.role ?? ''}
        data-mailbox-id={mailbox.id}
      >
        <Icon name={folderIcon(mailbox)} size={17} className={styles.icon} />
        <span className={`truncate ${strong ? styles.strong : ''}`}>{name}</span>
        {number > 0 && (
          <span className={`${styles.count} ${strong ? styles.strong : ''}`}>
            <span aria-hidden="true">{number > 9_999 ? '9999+' : count(number, currentLanguage())}</span>
            <span className="visually-hidden">{t('folders.unread', { n: number })}</span>
          </span>
        )}
      </button>
      {!readOnly && <FolderMenu accountId={accountId} mailbox={mailbox} />}
    </li>
  );
});
