import type { Mailbox } from '@congvu/contract';
import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { TextField } from '../../../ui/form/TextField.tsx';
import { toast } from '../../../ui/toasts.tsx';
import { refreshDirectory } from '../calls.ts';
import { mailboxCalls } from './calls.ts';
import { keptText } from './keptText.ts';

interface Props {
  mailbox: Mailbox;
  to: Mailbox['state'];
  onClose(): void;
}

/** Locks, unlocks, closes or reopens a mailbox, with what that means and why it is done. */
export function StateForm({ mailbox, to, onClose }: Props): ReactNode {
  const [reason, setReason] = useState('');
  const act = to === 'active' ? (mailbox.state === 'closed' ? 'reopen' : 'unlock') : to === 'locked' ? 'lock' : 'close';
  const asked = act === 'lock' || act === 'close';
  const submit = async () => {
    await mailboxCalls.setState(mailbox.accountId, { state: to, reason: reason.trim() || null });
    onClose();
    toast(t(`mailbox.done.${act}`, { address: mailbox.address ?? mailbox.name }));
    await refreshDirectory();
  };
  return (
    <FormDialog
      title={t(`mailbox.${act}`)}
      intro={mailbox.address ?? mailbox.name}
      submit={t(`mailbox.submit.${act}`)}
      danger={asked}
      onSubmit={submit}
      onClose={onClose}
      disabled={asked && reason.trim() === ''}
      testId="state-form"
    >
      <p>
        {t(`mailbox.means.${act}`)} {act === 'close' && keptText(mailbox.details)}
      </p>
      <TextField
        label={t('mailbox.reason')}
        name="reason"
        required={asked}
        autoFocus
        value={reason}
        onValue={setReason}
        maxLength={500}
        hint={t('mailbox.reasonHint')}
        testId="state-reason"
      />
    </FormDialog>
  );
}
