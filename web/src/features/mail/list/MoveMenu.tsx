import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import type { Mailbox } from '../../../api/jmap/types.ts';
import { t } from '../../../app/i18n/index.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Popup } from '../../../ui/Popup.tsx';
import { folderIcon, folderName, folderRows, plain } from '../folders.ts';
import { useMailboxes } from '../store/hooks.ts';
import type { View } from '../store/view.ts';
import styles from './MoveMenu.module.css';

/** The folders of the account, found by typing; Enter takes the first. */
function FolderChoice({ view, onPick }: { view: View; onPick(to: Mailbox): void }): ReactNode {
  const [find, setFind] = useState('');
  const mailboxes = useMailboxes(view.accountId) ?? [];
  const found = folderRows(mailboxes)
    .filter(({ mailbox }) => mailbox.myRights.mayAddItems && mailbox.role !== 'drafts' && mailbox.role !== 'sent')
    .filter(({ mailbox }) => mailbox.id !== view.mailboxId || view.search !== null)
    .filter(({ mailbox }) => plain(folderName(mailbox)).includes(plain(find)));
  const onKey = (event: KeyboardEvent) => {
    const first = found[0];
    if (event.key === 'Enter' && first) onPick(first.mailbox);
  };
  return (
    <div className={styles.choice}>
      <input
        className={styles.find}
        value={find}
        placeholder={t('act.moveFind')}
        aria-label={t('act.moveFind')}
        onChange={(event) => setFind(event.target.value)}
        onKeyDown={onKey}
      />
      <ul className={`${styles.folders} scroll`}>
        {found.map(({ mailbox, depth }) => (
          <li key={mailbox.id}>
            <button
              type="button"
              className={styles.folder}
              style={{ paddingLeft: 10 + (find ? 0 : depth * 14) }}
              onClick={() => onPick(mailbox)}
              data-testid="move-target"
            >
              <Icon name={folderIcon(mailbox)} size={16} />
              <span className="truncate">{folderName(mailbox)}</span>
            </button>
          </li>
        ))}
        {found.length === 0 && <li className={styles.none}>{t('act.moveNone')}</li>}
      </ul>
    </div>
  );
}

export function MoveMenu({ view, onMove }: { view: View; onMove(to: Mailbox): void }): ReactNode {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const pick = (to: Mailbox) => {
    setOpen(false);
    onMove(to);
  };
  return (
    <>
      <IconButton
        ref={anchor}
        icon="folderMove"
        label={t('act.move')}
        shortcut="V"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        testId="act-move"
      />
      {open && (
        <Popup anchor={anchor} label={t('act.move')} onClose={() => setOpen(false)}>
          <FolderChoice view={view} onPick={pick} />
        </Popup>
      )}
    </>
  );
}
