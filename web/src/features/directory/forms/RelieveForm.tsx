import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { directory, refreshDirectory } from '../calls.ts';
import { done } from '../parts/undoToast.ts';
import { EffectiveFields, fromToday, orNull } from './effective.tsx';
import type { Held } from './held.ts';

/** Ends a position on a day. */
export function RelieveForm({ one, onClose }: { one: Held; onClose(): void }): ReactNode {
  const [effective, setEffective] = useState(fromToday);
  const submit = async () => {
    const { appointmentId, revision } = one;
    const decision = orNull(effective.decision);
    const answer = await directory.endAppointment(appointmentId, { revision, on: effective.day, decision });
    onClose();
    await done(t('directory.relieved', { name: one.person, position: one.position }), answer);
  };
  return (
    <FormDialog
      title={t('directory.relieveTitle')}
      intro={t('directory.relieveIntro', { name: one.person, position: one.position, where: one.organisation.name })}
      submit={t('directory.relieve')}
      danger
      onSubmit={submit}
      onClose={onClose}
      onStale={() => {
        onClose();
        void refreshDirectory();
      }}
      testId="relieve-form"
    >
      <EffectiveFields
        value={effective}
        onValue={setEffective}
        name="on"
        label={t('directory.firstDayWithout')}
        plain
      />
    </FormDialog>
  );
}
