import { Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Id, Mailbox } from '../../../api/jmap/types.ts';
import { t } from '../../../app/i18n/index.ts';
import { confirm } from '../../../ui/confirm.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { toast } from '../../../ui/toasts.tsx';
import { folderName } from '../folders.ts';
import { deleteFolder, emptyFolder, markFolderRead } from '../store/folderActs.ts';
import styles from './FolderMenu.module.css';
import { askFolderName } from './folderDialog.ts';

async function told(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    toast(errorText(error), { tone: 'error' });
  }
}

async function askDelete(accountId: Id, mailbox: Mailbox): Promise<void> {
  const n = mailbox.totalEmails;
  const title = t('folders.deleteAsk', { name: folderName(mailbox) });
  const text = n > 0 ? t('folders.deleteFull', { n }) : t('folders.deleteEmpty');
  if (!(await confirm({ title, text, ok: t('folders.delete'), danger: true }))) return;
  await told(() => deleteFolder(accountId, mailbox.id));
}

async function askEmpty(accountId: Id, mailbox: Mailbox): Promise<void> {
  const title = t('folders.emptyAsk', { n: mailbox.totalEmails, name: folderName(mailbox) });
  if (!(await confirm({ title, text: t('act.destroyHint'), ok: t('folders.empty'), danger: true }))) return;
  await told(() => emptyFolder(accountId, mailbox.id));
}

/** What may be done with a folder; nothing is offered that the server would refuse. */
export function FolderMenu({ accountId, mailbox }: { accountId: Id; mailbox: Mailbox }): ReactNode {
  const [open, setOpen] = useState(false);
  const { myRights: rights, role } = mailbox;
  const plain = role === null;
  const bin = role === 'trash' || role === 'junk';
  const items = [
    mailbox.unreadEmails > 0 && rights.maySetSeen && { key: 'read', label: t('folders.markAllRead') },
    bin &&
      mailbox.totalEmails > 0 &&
      rights.mayRemoveItems && { key: 'empty', label: t('folders.empty'), danger: true },
    rights.mayCreateChild && { key: 'create', label: t('folders.newIn') },
    plain && rights.mayRename && { key: 'rename', label: t('folders.rename') },
    plain && rights.mayDelete && { key: 'delete', label: t('folders.delete'), danger: true },
  ].filter((item) => item !== false);
  if (items.length === 0) return null;
  const run: Record<string, () => void> = {
    read: () => void told(() => markFolderRead(accountId, mailbox.id)),
    empty: () => void askEmpty(accountId, mailbox),
    create: () => askFolderName({ kind: 'create', accountId, parent: mailbox }),
    rename: () => askFolderName({ kind: 'rename', accountId, mailbox }),
    delete: () => void askDelete(accountId, mailbox),
  };
  return (
    <Dropdown
      menu={{ items, onClick: ({ key }) => run[key]?.() }}
      trigger={['click']}
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
    >
      <IconButton
        icon="more"
        size={16}
        label={t('folders.menu', { name: folderName(mailbox) })}
        className={`${styles.button} ${open ? styles.shown : ''}`}
        testId="folder-menu"
      />
    </Dropdown>
  );
}
