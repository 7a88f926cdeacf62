import type { OrganisationPage } from '@congvu/contract';
import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { FieldRow } from '../../../ui/form/FieldRow.tsx';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { TextField } from '../../../ui/form/TextField.tsx';
import { directory, refreshDirectory } from '../calls.ts';
import { done } from '../parts/undoToast.ts';
import { orNull } from './effective.tsx';

/** Telephone, fax, website and postal address, from today on. */
export function ContactDataForm({ page, onClose }: { page: OrganisationPage; onClose(): void }): ReactNode {
  const [phone, setPhone] = useState(page.phone ?? '');
  const [fax, setFax] = useState(page.fax ?? '');
  const [website, setWebsite] = useState(page.website ?? '');
  const [address, setAddress] = useState(page.address ?? '');
  const submit = async () => {
    const answer = await directory.changeContactData(page.id, {
      revision: page.revision,
      phone: orNull(phone),
      fax: orNull(fax),
      website: orNull(website),
      address: orNull(address),
    });
    onClose();
    await done(t('directory.changed', { name: page.name }), answer);
  };
  return (
    <FormDialog
      title={t('directory.editContact')}
      intro={page.name}
      submit={t('app.save')}
      onSubmit={submit}
      onClose={onClose}
      onStale={() => {
        onClose();
        void refreshDirectory();
      }}
      testId="contact-form"
    >
      <FieldRow>
        <TextField
          label={t('directory.phone')}
          name="phone"
          half
          autoFocus
          value={phone}
          onValue={setPhone}
          inputMode="tel"
          maxLength={100}
          testId="phone"
        />
        <TextField label={t('directory.fax')} name="fax" half value={fax} onValue={setFax} maxLength={100} />
      </FieldRow>
      <TextField
        label={t('directory.website')}
        name="website"
        value={website}
        onValue={setWebsite}
        inputMode="url"
        maxLength={200}
      />
      <TextField label={t('directory.address')} name="address" value={address} onValue={setAddress} maxLength={300} />
    </FormDialog>
  );
}
