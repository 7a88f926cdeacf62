import type { OrganisationFields, OrganisationPage } from '@congvu/contract';
import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { FieldRow } from '../../../ui/form/FieldRow.tsx';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { SelectField } from '../../../ui/form/SelectField.tsx';
import { TextField } from '../../../ui/form/TextField.tsx';
import { directory, refreshDirectory } from '../calls.ts';
import { useKinds } from '../parts/kinds.ts';
import { done } from '../parts/undoToast.ts';
import { EffectiveFields, fromToday, orNull } from './effective.tsx';

const editable = ['name', 'kind', 'shortName', 'code', 'legacyCode'] as const;

/** Renames an organisation, or changes its kind, identifiers or place in the list, from a day on. */
export function ChangeOrganisationForm({ page, onClose }: { page: OrganisationPage; onClose(): void }): ReactNode {
  const { options } = useKinds();
  const [fields, setFields] = useState<Record<(typeof editable)[number], string>>({
    name: page.name,
    kind: page.kind,
    shortName: page.shortName ?? '',
    code: page.code ?? '',
    legacyCode: page.legacyCode ?? '',
  });
  const [order, setOrder] = useState(String(page.sortOrder));
  const [effective, setEffective] = useState(fromToday);
  const set = (field: (typeof editable)[number]) => (value: string) => setFields({ ...fields, [field]: value });
  const changed: Partial<OrganisationFields> = Object.fromEntries(
    editable
      .filter((field) => (page[field] ?? '') !== fields[field])
      .map((field) => [field, orNull(fields[field]) ?? '']),
  );
  for (const field of ['shortName', 'code', 'legacyCode'] as const) if (changed[field] === '') changed[field] = null;
  const sortOrder = /^-?\d{1,5}$/.test(order.trim()) ? Number(order) : page.sortOrder;
  const nothing = Object.keys(changed).length === 0 && sortOrder === page.sortOrder;
  const stale = () => {
    onClose();
    void refreshDirectory();
  };
  const submit = async () => {
    const answer = await directory.changeOrganisation(page.id, {
      revision: page.revision,
      from: effective.day,
      decision: orNull(effective.decision),
      fields: changed,
      ...(sortOrder === page.sortOrder ? {} : { sortOrder }),
    });
    onClose();
    await done(t('directory.changed', { name: fields.name }), answer);
  };
  return (
    <FormDialog
      title={t('directory.changeTitle')}
      intro={page.name}
      submit={t('app.save')}
      onSubmit={submit}
      onClose={onClose}
      onStale={stale}
      disabled={nothing || fields.name.trim() === ''}
      wide
      testId="change-form"
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
          half
          value={fields.kind}
          onValue={set('kind')}
          options={
            options.some((one) => one.value === page.kind)
              ? options
              : [...options, { value: page.kind, label: page.kind }]
          }
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
          label={t('directory.order')}
          half
          value={order}
          onValue={setOrder}
          hint={t('directory.orderHint')}
          inputMode="numeric"
          maxLength={6}
        />
      </FieldRow>
      <EffectiveFields value={effective} onValue={setEffective} />
    </FormDialog>
  );
}
