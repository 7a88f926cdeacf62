import type { ReactNode } from 'react';
import type { Id, Mailbox } from '../../../api/jmap/types.ts';
import { t } from '../../../app/i18n/index.ts';
import { confirm } from '../../../ui/confirm.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { toast } from '../../../ui/toasts.tsx';
import { folderName } from '../folders.ts';
import { deleteFolder, emptyFolder, markFolderRead } from '../store/folderActs.ts';
import { mail } from '../store/mail.ts';
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
  if (mail.account(accountId).mailboxes?.some((m) => m.parentId === mailbox.id)) {
    toast(t('folders.hasChild'), { tone: 'error' });
    return;
  }
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

function itemsOf(accountId: Id, mailbox: Mailbox): MenuItem[] {
  const { myRights: rights, role } = mailbox;
  const plain = role === null;
  const bin = role === 'trash' || role === 'junk';
  const items: (MenuItem | false)[] = [
    mailbox.unreadEmails > 0 &&
      rights.maySetSeen && {
        key: 'read',
        label: t('folders.markAllRead'),
        icon: 'mailOpen',
        act: () => void told(() => markFolderRead(accountId, mailbox.id)),
      },
    rights.mayCreateChild && {
      key: 'create',
      label: t('folders.newIn'),
      icon: 'plus',
      act: () => askFolderName({ kind: 'create', accountId, parent: mailbox }),
    },
    plain &&
      rights.mayRename && {
        key: 'rename',
        label: t('folders.rename'),
        icon: 'pen',
        act: () => askFolderName({ kind: 'rename', accountId, mailbox }),
      },
    bin &&
      mailbox.totalEmails > 0 &&
      rights.mayRemoveItems && {
        key: 'empty',
        label: t('folders.empty'),
        icon: 'trash',
        danger: true,
        act: () => void askEmpty(accountId, mailbox),
      },
    plain &&
      rights.mayDelete && {
        key: 'delete',
        label: t('folders.delete'),
        icon: 'trash',
        danger: true,
        act: () => void askDelete(accountId, mailbox),
      },
  ];
  return items.filter((item) => item !== false);
}

/** What may be done with a folder; nothing is offered that the server would refuse. */
export function FolderMenu({ accountId, mailbox }: { accountId: Id; mailbox: Mailbox }): ReactNode {
  const label = t('folders.menu', { name: folderName(mailbox) });
  if (itemsOf(accountId, mailbox).length === 0) return null;
  return (
    <Menu label={label} align="end" items={() => itemsOf(accountId, mailbox)}>
      {(opener, open) => (
        <IconButton
          {...opener}
          icon="more"
          size={16}
          label={label}
          className={`${styles.button} ${open ? styles.shown : ''}`}
          testId="folder-menu"
        />
      )}
    </Menu>
  );
}
