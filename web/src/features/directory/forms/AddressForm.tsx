import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Choices } from '../../../ui/form/CheckField.tsx';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { TextField } from '../../../ui/form/TextField.tsx';
import { directory } from '../calls.ts';
import { done } from '../parts/undoToast.ts';
import { orNull } from './effective.tsx';

interface Props {
  owner: 'organisations' | 'people';
  id: number;
  name: string;
  onClose(): void;
}

type Kind = 'sector' | 'free' | 'other';

/** Records an address outside the province's system: never official. */
export function AddressForm({ owner, id, name, onClose }: Props): ReactNode {
  const [address, setAddress] = useState('');
  const [kind, setKind] = useState<Kind>('sector');
  const [note, setNote] = useState('');
  const submit = async () => {
    const answer = await directory.addContact(owner, id, { address, kind, note: orNull(note) });
    onClose();
    await done(t('directory.contactAdded', { address }), answer);
  };
  return (
    <FormDialog
      title={t('directory.addAddress')}
      intro={t('directory.addressIntro', { name })}
      submit={t('directory.add')}
      onSubmit={submit}
      onClose={onClose}
      disabled={address.trim() === ''}
      testId="address-form"
    >
      <TextField
        label={t('directory.mailAddress')}
        name="address"
        required
        autoFocus
        value={address}
        onValue={setAddress}
        inputMode="email"
        spellCheck={false}
        maxLength={254}
        testId="address"
      />
      <Choices
        label={t('directory.addressKind')}
        value={kind}
        onValue={setKind}
        options={(['sector', 'free', 'other'] as const).map((one) => ({
          value: one,
          label: t(`directory.contact.${one}`),
        }))}
      />
      <TextField label={t('directory.note')} name="note" value={note} onValue={setNote} maxLength={300} />
    </FormDialog>
  );
}
