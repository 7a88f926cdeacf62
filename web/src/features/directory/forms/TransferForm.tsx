import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { directory, refreshDirectory } from '../calls.ts';
import { done } from '../parts/undoToast.ts';
import { type Picked, PickOrganisation } from '../pick/Picks.tsx';
import { EffectiveFields, fromToday, orNull } from './effective.tsx';
import type { Held } from './held.ts';
import { noPosition, PositionFields, positionBody, usePresentHead } from './PositionFields.tsx';

/** Ends one position and begins another on the same day, here or elsewhere. */
export function TransferForm({ one, onClose }: { one: Held; onClose(): void }): ReactNode {
  const [where, setWhere] = useState<Picked | null>({ ...one.organisation, note: null });
  const [position, setPosition] = useState({ ...noPosition, rank: one.rank ?? '' });
  const [effective, setEffective] = useState(fromToday);
  const head = usePresentHead();
  const submit = async () => {
    const answer = await head.watch(
      directory.moveAppointment(one.appointmentId, {
        ...positionBody(position),
        ...head.body,
        revision: one.revision,
        on: effective.day,
        organisationId: where!.id,
        decision: orNull(effective.decision),
      }),
    );
    onClose();
    await done(t('directory.transferred', { name: one.person, position: position.position }), answer);
  };
  return (
    <FormDialog
      title={t('directory.transferTitle')}
      intro={t('directory.transferIntro', { name: one.person, position: one.position, where: one.organisation.name })}
      submit={t('directory.transfer')}
      onSubmit={submit}
      onClose={onClose}
      onStale={() => {
        onClose();
        void refreshDirectory();
      }}
      disabled={!where || position.position.trim() === ''}
      wide
      testId="transfer-form"
    >
      <PickOrganisation
        label={t('directory.newPlace')}
        name="organisationId"
        required
        value={where}
        onValue={setWhere}
        testId="organisation"
      />
      <PositionFields value={position} onValue={setPosition} />
      {head.field}
      <EffectiveFields value={effective} onValue={setEffective} name="on" plain />
    </FormDialog>
  );
}
