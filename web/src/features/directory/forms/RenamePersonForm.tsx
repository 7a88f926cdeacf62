import type { PersonPage } from '@congvu/contract';
import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { TextField } from '../../../ui/form/TextField.tsx';
import { directory, refreshDirectory } from '../calls.ts';
import { done } from '../parts/undoToast.ts';
import { EffectiveFields, fromToday, orNull } from './effective.tsx';

/** A new name from a day on; the earlier one stays in the history. */
export function RenamePersonForm({ page, onClose }: { page: PersonPage; onClose(): void }): ReactNode {
  const [name, setName] = useState(page.name);
  const [effective, setEffective] = useState(fromToday);
  const submit = async () => {
    const { day: from, decision } = effective;
    const body = { revision: page.revision, name, from, decision: orNull(decision) };
    const answer = await directory.renamePerson(page.id, body);
    onClose();
    await done(t('directory.changed', { name }), answer);
  };
  return (
    <FormDialog
      title={t('directory.renamePerson')}
      intro={t('directory.renameIntro', { name: page.name })}
      submit={t('app.save')}
      onSubmit={submit}
      onClose={onClose}
      onStale={() => {
        onClose();
        void refreshDirectory();
      }}
      disabled={name.trim() === '' || name.trim() === page.name}
      testId="rename-form"
    >
      <TextField
        label={t('directory.newName')}
        name="name"
        required
        autoFocus
        value={name}
        onValue={setName}
        maxLength={200}
        testId="name"
      />
      <EffectiveFields value={effective} onValue={setEffective} />
    </FormDialog>
  );
}
