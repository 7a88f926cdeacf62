import type { AddressChoice, NewMailboxAnswer, AddressProposal as Proposal } from '@congvu/contract';
import { type ReactNode, useState } from 'react';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { TextField } from '../../../ui/form/TextField.tsx';
import { Callout } from '../../../ui/page/Callout.tsx';
import { toast } from '../../../ui/toasts.tsx';
import { refreshDirectory } from '../calls.ts';
import { AddressProposal } from './AddressProposal.tsx';
import { mailboxCalls } from './calls.ts';
import { FirstPassword } from './FirstPassword.tsx';
import { type Owner, ownerIds } from './owner.ts';

interface Props {
  owner: Owner;
  onClose(): void;
}

/** Gives an organisation or a person a mailbox. */
export function NewMailboxForm({ owner, onClose }: Props): ReactNode {
  const [name, setName] = useState<AddressChoice | null>(null);
  const [entitlement, setEntitlement] = useState<Proposal['entitlement']>(null);
  const [document, setDocument] = useState('');
  const [made, setMade] = useState<NewMailboxAnswer | null>(null);
  const basis = entitlement?.basis;
  const submit = async () => {
    const answer = await mailboxCalls.make({ owner: ownerIds(owner), name: name!, document: document.trim() || null });
    await refreshDirectory();
    toast(t('mailbox.made', { address: answer.mailbox.address ?? '' }));
    if (answer.firstPassword === null) onClose();
    else setMade(answer);
  };
  if (made) return <FirstPassword made={made} onClose={onClose} />;
  return (
    <FormDialog
      title={t('mailbox.make')}
      intro={owner.name}
      submit={t('mailbox.makeSubmit')}
      onSubmit={submit}
      onClose={onClose}
      disabled={name === null || basis === 'not-entitled' || (basis === 'on-commitment' && document.trim() === '')}
      testId="new-mailbox-form"
    >
      <AddressProposal who={ownerIds(owner)} onValue={setName} onProposal={(one) => setEntitlement(one.entitlement)} />
      {entitlement && basis !== 'of-right' && <Ground entitlement={entitlement} />}
      {(basis === 'on-commitment' || basis === 'on-request') && (
        <TextField
          label={t('mailbox.document')}
          name="document"
          required={basis === 'on-commitment'}
          value={document}
          onValue={setDocument}
          maxLength={300}
          hint={t('mailbox.documentHint')}
          testId="document"
        />
      )}
    </FormDialog>
  );
}

/** What the regulation says of those who don't get one of right. */
function Ground({
  entitlement: { basis, cite, who },
}: {
  entitlement: NonNullable<Proposal['entitlement']>;
}): ReactNode {
  const language = currentLanguage();
  return (
    <Callout
      tone={basis === 'not-entitled' ? 'error' : 'warning'}
      title={t(`mailbox.ground.${basis as Exclude<typeof basis, 'of-right'>}`)}
    >
      {[who?.[language], cite?.text].filter(Boolean).join(' · ')}
    </Callout>
  );
}
