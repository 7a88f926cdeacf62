import type { PersonPage } from '@congvu/contract';
import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { DateField } from '../../../ui/form/DateField.tsx';
import { FieldRow } from '../../../ui/form/FieldRow.tsx';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { SelectField } from '../../../ui/form/SelectField.tsx';
import { TextField } from '../../../ui/form/TextField.tsx';
import { directory, refreshDirectory } from '../calls.ts';
import { done } from '../parts/undoToast.ts';
import { orNull } from './effective.tsx';
import { officialKindOptions } from './officialKinds.ts';

/** Corrects a person's data. A new name has a day of its own: `RenamePersonForm`. */
export function ChangePersonForm({ page, onClose }: { page: PersonPage; onClose(): void }): ReactNode {
  const [fields, setFields] = useState({
    name: page.name,
    born: page.private?.born ?? '',
    code: page.private?.code ?? '',
    officialKind: page.officialKind ?? '',
    phone: page.phone ?? '',
    mobile: page.mobile ?? '',
    note: page.private?.note ?? '',
  });
  const set = (field: keyof typeof fields) => (value: string) => setFields({ ...fields, [field]: value });
  const submit = async () => {
    const { name, ...rest } = fields;
    const given = Object.fromEntries(Object.entries(rest).map(([field, value]) => [field, orNull(value)]));
    const body = { revision: page.revision, fields: { ...given, ...(name === page.name ? {} : { name }) } };
    const answer = await directory.changePerson(page.id, body);
    onClose();
    await done(t('directory.changed', { name }), answer);
  };
  return (
    <FormDialog
      title={t('directory.editPerson')}
      intro={page.name}
      submit={t('app.save')}
      onSubmit={submit}
      onClose={onClose}
      onStale={() => {
        onClose();
        void refreshDirectory();
      }}
      disabled={fields.name.trim() === ''}
      wide
      testId="change-person-form"
    >
      <TextField
        label={t('directory.fullName')}
        name="name"
        required
        autoFocus
        value={fields.name}
        onValue={set('name')}
        hint={t('directory.correctNameHint')}
        maxLength={200}
        testId="name"
      />
      <FieldRow>
        <DateField label={t('directory.born')} name="born" half value={fields.born} onValue={set('born')} />
        <TextField
          label={t('directory.staffCode')}
          name="code"
          half
          value={fields.code}
          onValue={set('code')}
          maxLength={40}
        />
        <SelectField
          label={t('directory.officialKind')}
          half
          value={fields.officialKind}
          onValue={set('officialKind')}
          options={officialKindOptions()}
          placeholder={t('directory.unknown')}
        />
        <TextField
          label={t('directory.phone')}
          name="phone"
          half
          value={fields.phone}
          onValue={set('phone')}
          inputMode="tel"
          maxLength={100}
          testId="phone"
        />
        <TextField
          label={t('directory.mobile')}
          name="mobile"
          half
          value={fields.mobile}
          onValue={set('mobile')}
          inputMode="tel"
          maxLength={100}
        />
      </FieldRow>
      <TextField
        label={t('directory.note')}
        name="note"
        multiline
        value={fields.note}
        onValue={set('note')}
        maxLength={1000}
      />
    </FormDialog>
  );
}
