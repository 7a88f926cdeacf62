import { Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { JmapError } from '../../../api/jmap/methods.ts';
import { t } from '../../../app/i18n/index.ts';
import { errorText } from '../../../ui/errorText.ts';
import { withAntd } from '../../../ui/withAntd.tsx';
import { folderName } from '../folders.ts';
import { createFolder, renameFolder } from '../store/folderActs.ts';
import { mail } from '../store/mail.ts';
import { type FolderNaming, folderDialog } from './folderDialog.ts';

/** Asks for the name of a new or a renamed folder. */
function FolderNameDialog(naming: FolderNaming): ReactNode {
  const renamed = naming.kind === 'rename' ? naming.mailbox : null;
  const parentId = naming.kind === 'create' ? (naming.parent?.id ?? null) : naming.mailbox.parentId;
  const [name, setName] = useState(renamed?.name ?? '');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const clean = name.normalize('NFC').trim();

  const submit = async () => {
    if (!clean || busy) return;
    const siblings = mail.account(naming.accountId).mailboxes?.filter((m) => m.parentId === parentId) ?? [];
    if (siblings.some((m) => m.id !== renamed?.id && m.name.toLowerCase() === clean.toLowerCase())) {
      return setFault(t('folders.taken'));
    }
    setBusy(true);
    try {
      if (renamed) await renameFolder(naming.accountId, renamed.id, clean);
      else await createFolder(naming.accountId, parentId, clean);
      folderDialog.set(null);
    } catch (error) {
      const taken = error instanceof JmapError && error.type === 'alreadyExists';
      setFault(taken ? t('folders.taken') : errorText(error));
      setBusy(false);
    }
  };

  const inside = naming.kind === 'create' && naming.parent ? `: ${folderName(naming.parent)}` : '';
  return (
    <Modal
      open
      centered
      width={420}
      title={renamed ? t('folders.rename') : `${inside ? t('folders.newIn') : t('folders.new')}${inside}`}
      okText={t('app.save')}
      okButtonProps={{ disabled: !clean, loading: busy }}
      onOk={() => void submit()}
      onCancel={() => folderDialog.set(null)}
    >
      <Input
        autoFocus
        value={name}
        maxLength={100}
        aria-label={t('folders.name')}
        placeholder={t('folders.name')}
        status={fault ? 'error' : ''}
        onChange={(event) => {
          setName(event.target.value);
          setFault('');
        }}
        onPressEnter={() => void submit()}
      />
      <p role="alert" style={{ minHeight: 22, paddingTop: 4, fontSize: 13, color: 'var(--red)' }}>
        {fault}
      </p>
    </Modal>
  );
}

export default withAntd(FolderNameDialog);
