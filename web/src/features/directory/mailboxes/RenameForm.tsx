import type { AddressChoice, Mailbox } from '@congvu/contract';
import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Choices } from '../../../ui/form/CheckField.tsx';
import { showDay } from '../../../ui/form/day.ts';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { toast } from '../../../ui/toasts.tsx';
import { refreshDirectory } from '../calls.ts';
import { AddressProposal } from './AddressProposal.tsx';
import { mailboxCalls } from './calls.ts';

/** Gives a mailbox another address. */
export function RenameForm({ mailbox, onClose }: { mailbox: Mailbox; onClose(): void }): ReactNode {
  const { accountId, address: old, details } = mailbox;
  const [name, setName] = useState<AddressChoice | null>(null);
  const [proposed, setProposed] = useState<string | null>(null);
  const [keep, setKeep] = useState<'alias' | 'retire'>('alias');
  const aliasUntil = details?.retention.aliasUntil ?? null;
  const same = name !== null && ('address' in name ? name.address : proposed) === old;
  const submit = async () => {
    const { address } = await mailboxCalls.rename(accountId, { name: name!, old: aliasUntil ? keep : 'retire' });
    onClose();
    toast(t('mailbox.renamed', { address: address ?? '' }));
    await refreshDirectory();
  };
  return (
    <FormDialog
      title={t('mailbox.rename')}
      intro={t('mailbox.renameIntro', { address: old ?? '' })}
      submit={t('mailbox.renameSubmit')}
      onSubmit={submit}
      onClose={onClose}
      disabled={name === null || same}
      testId="rename-form"
    >
      <AddressProposal who={{ accountId }} onValue={setName} onProposal={(one) => setProposed(one.address)} />
      {same && <output>{t('mailbox.sameAddress')}</output>}
      {aliasUntil && (
        <Choices
          label={t('mailbox.oldAddress')}
          value={keep}
          onValue={setKeep}
          options={[
            { value: 'alias', label: t('mailbox.oldAlias', { day: showDay(aliasUntil) }) },
            { value: 'retire', label: t('mailbox.oldRetire'), hint: t('mailbox.oldRetireHint') },
          ]}
        />
      )}
    </FormDialog>
  );
}
