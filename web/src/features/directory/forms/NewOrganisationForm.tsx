import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { FieldRow } from '../../../ui/form/FieldRow.tsx';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { SelectField } from '../../../ui/form/SelectField.tsx';
import { TextField } from '../../../ui/form/TextField.tsx';
import { directory } from '../calls.ts';
import { guessKind, useKinds } from '../parts/kinds.ts';
import { done } from '../parts/undoToast.ts';
import type { Picked } from '../pick/Picks.tsx';
import { setOpen } from '../tree/open.ts';
import { EffectiveFields, fromToday, orNull } from './effective.tsx';

interface Props {
  /** Null: at the top. */
  parent: Picked | null;
  onClose(): void;
}

const empty = { name: '', shortName: '', code: '', legacyCode: '', phone: '', address: '' };

/** Founds an organisation. The kind is guessed from the name until it is chosen. */
export function NewOrganisationForm({ parent, onClose }: Props): ReactNode {
  const navigate = useNavigate();
  const { kinds, options } = useKinds();
  const [fields, setFields] = useState(empty);
  const [chosen, setChosen] = useState<string | null>(null);
  const [effective, setEffective] = useState(fromToday);
  const kind = chosen ?? guessKind(fields.name, kinds) ?? '';
  const set = (field: keyof typeof empty) => (value: string) => setFields({ ...fields, [field]: value });
  const submit = async () => {
    const { name, ...rest } = fields;
    const given = Object.fromEntries(Object.entries(rest).map(([field, value]) => [field, orNull(value)]));
    const body = { ...given, name, kind, parentId: parent?.id ?? null };
    const made = await directory.addOrganisation({
      ...body,
      from: effective.day,
      decision: orNull(effective.decision),
    });
    onClose();
    if (parent) setOpen(parent.id, true);
    const home = () => navigate({ to: '/directory' });
    await done(t('directory.organisationAdded', { name }), made, home);
    void navigate({
      to: '/directory/organisations/$organisationId',
      params: { organisationId: made.id },
      search: {},
    });
  };
  return (
    <FormDialog
      title={t('directory.newOrganisation')}
      intro={parent ? t('directory.below', { name: parent.name }) : t('directory.atTop')}
      submit={t('directory.add')}
      onSubmit={submit}
      onClose={onClose}
      disabled={fields.name.trim() === '' || kind === ''}
      wide
      testId="organisation-form"
    >
      <TextField
        label={t('directory.name')}
        name="name"
        required
        autoFocus
        value={fields.name}
        onValue={set('name')}
        maxLength={300}
        testId="name"
      />
      <FieldRow>
        <SelectField
          label={t('directory.kind')}
          name="kind"
          required
          half
          value={kind}
          onValue={setChosen}
          options={options}
          placeholder={t('directory.chooseKind')}
          testId="kind"
        />
        <TextField
          label={t('directory.shortName')}
          name="shortName"
          half
          value={fields.shortName}
          onValue={set('shortName')}
          maxLength={100}
        />
        <TextField
          label={t('directory.code')}
          name="code"
          half
          value={fields.code}
          onValue={set('code')}
          hint={t('directory.codeHint')}
          maxLength={40}
        />
        <TextField
          label={t('directory.legacyCode')}
          name="legacyCode"
          half
          value={fields.legacyCode}
          onValue={set('legacyCode')}
          hint={t('directory.legacyCodeHint')}
          maxLength={20}
        />
        <TextField
          label={t('directory.phone')}
          name="phone"
          half
          value={fields.phone}
          onValue={set('phone')}
          inputMode="tel"
          maxLength={100}
        />
        <TextField
          label={t('directory.address')}
          name="address"
          half
          value={fields.address}
          onValue={set('address')}
          maxLength={300}
        />
      </FieldRow>
      <EffectiveFields value={effective} onValue={setEffective} label={t('directory.foundedOn')} />
    </FormDialog>
  );
}
