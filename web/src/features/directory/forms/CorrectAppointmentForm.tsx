import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { DateField } from '../../../ui/form/DateField.tsx';
import { FieldRow } from '../../../ui/form/FieldRow.tsx';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { TextField } from '../../../ui/form/TextField.tsx';
import { directory, refreshDirectory } from '../calls.ts';
import { done } from '../parts/undoToast.ts';
import { orNull } from './effective.tsx';
import type { Held } from './held.ts';
import { PositionFields, positionBody, positionValues, usePresentHead } from './PositionFields.tsx';

/** Corrects what was recorded of an appointment; another position is a transfer. */
export function CorrectAppointmentForm({ one, onClose }: { one: Held; onClose(): void }): ReactNode {
  const [position, setPosition] = useState(() => positionValues(one));
  const [from, setFrom] = useState(one.from);
  const [until, setUntil] = useState(one.until ?? '');
  const [decision, setDecision] = useState(one.decision ?? '');
  const head = usePresentHead();
  const submit = async () => {
    const answer = await head.watch(
      directory.changeAppointment(one.appointmentId, {
        ...positionBody(position),
        ...head.body,
        revision: one.revision,
        from,
        until: orNull(until),
        decision: orNull(decision),
      }),
    );
    onClose();
    await done(t('directory.changed', { name: one.person }), answer);
  };
  return (
    <FormDialog
      title={t('directory.correctAppointment')}
      intro={`${one.person} · ${one.organisation.name}`}
      submit={t('app.save')}
      onSubmit={submit}
      onClose={onClose}
      onStale={() => {
        onClose();
        void refreshDirectory();
      }}
      disabled={position.position.trim() === ''}
      wide
      testId="correct-form"
    >
      <PositionFields value={position} onValue={setPosition} />
      {head.field}
      <FieldRow>
        <DateField label={t('directory.fromDayLabel')} name="from" half required value={from} onValue={setFrom} />
        <DateField
          label={t('directory.untilDay')}
          name="until"
          half
          value={until}
          onValue={setUntil}
          hint={t('directory.untilHint')}
        />
      </FieldRow>
      <TextField
        label={t('directory.decision')}
        name="decision"
        value={decision}
        onValue={setDecision}
        placeholder={t('directory.decisionHint')}
        maxLength={300}
      />
    </FormDialog>
  );
}
