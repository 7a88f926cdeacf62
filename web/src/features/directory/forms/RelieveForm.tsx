import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { isDay, showDay, vietnamToday } from '../../../ui/form/day.ts';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { Callout } from '../../../ui/page/Callout.tsx';
import { directory, refreshDirectory } from '../calls.ts';
import { done } from '../parts/undoToast.ts';
import { EffectiveFields, fromToday, orNull } from './effective.tsx';
import type { Held } from './held.ts';

/** Ends a position on a day. */
export function RelieveForm({ one, onClose }: { one: Held; onClose(): void }): ReactNode {
  const planned = one.from > vietnamToday();
  const [effective, setEffective] = useState({ ...fromToday(), ...(planned ? { day: one.from } : {}) });
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
      disabled={!isDay(effective.day)}
      onSubmit={submit}
      onClose={onClose}
      onStale={() => {
        onClose();
        void refreshDirectory();
      }}
      testId="relieve-form"
    >
      {planned && <Callout tone="warning">{t('directory.relievePlanned', { from: showDay(one.from) })}</Callout>}
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
