import type { AddressProposal, Mailbox } from '@congvu/contract';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { TextField } from '../../../ui/form/TextField.tsx';
import { toast } from '../../../ui/toasts.tsx';
import { refreshDirectory } from '../calls.ts';
import { ByHand } from './ByHand.tsx';
import { mailboxCalls, proposalQuery } from './calls.ts';
import { useSettled } from './useSettled.ts';

/** A further address that reaches the mailbox. */
export function AliasForm({ mailbox, onClose }: { mailbox: Mailbox; onClose(): void }): ReactNode {
  const { accountId } = mailbox;
  const [local, setLocal] = useState('');
  const [reason, setReason] = useState('');
  const [chosen, setDomain] = useState<string>();
  const who = { accountId };
  const { data } = useQuery(proposalQuery({ for: who }));
  const domain = chosen ?? data?.domain ?? '';
  const typed = useSettled(local.trim());
  const address = typed && domain ? `${typed}@${domain}` : '';
  const looked = useQuery({ ...proposalQuery({ for: who, byHand: address }), enabled: address !== '' });
  const byHand: AddressProposal['byHand'] = local.trim() === typed ? (looked.data?.byHand ?? null) : null;
  const submit = async () => {
    await mailboxCalls.addAlias(accountId, { address: byHand!.address, reason: reason.trim() });
    onClose();
    toast(t('mailbox.aliasAdded', { address }));
    await refreshDirectory();
  };
  return (
    <FormDialog
      title={t('mailbox.addAlias')}
      intro={t('mailbox.aliasIntro', { address: mailbox.address ?? '' })}
      submit={t('mailbox.addAliasSubmit')}
      onSubmit={submit}
      onClose={onClose}
      disabled={!byHand?.free || reason.trim() === ''}
      testId="alias-form"
    >
      <ByHand
        local={local}
        onLocal={setLocal}
        domain={domain}
        domains={data?.domains ?? []}
        onDomain={setDomain}
        looked={byHand}
        looking={address !== '' && byHand === null && !looked.error}
        error={looked.error}
      />
      <TextField
        label={t('mailbox.reason')}
        name="reason"
        required
        value={reason}
        onValue={setReason}
        maxLength={500}
        hint={t('mailbox.reasonHint')}
        testId="alias-reason"
      />
    </FormDialog>
  );
}
