import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { DateField } from '../../../ui/form/DateField.tsx';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { directory } from '../calls.ts';
import { done } from '../parts/undoToast.ts';
import { type Picked, PickOrganisation, PickPerson } from '../pick/Picks.tsx';
import { EffectiveFields, fromToday, orNull } from './effective.tsx';
import { noPosition, PositionFields, positionBody, usePresentHead } from './PositionFields.tsx';

interface Props {
  /** One of the two is known; the other is found. */
  organisation: Picked | null;
  person: Picked | null;
  onClose(): void;
}

/** Gives somebody who is in the directory a position. */
export function AppointForm({ organisation, person, onClose }: Props): ReactNode {
  const [where, setWhere] = useState(organisation);
  const [who, setWho] = useState(person);
  const [position, setPosition] = useState(noPosition);
  const [effective, setEffective] = useState(fromToday);
  const [until, setUntil] = useState('');
  const head = usePresentHead();
  const submit = async () => {
    const answer = await head.watch(
      directory.appoint({
        ...positionBody(position),
        ...head.body,
        personId: who!.id,
        organisationId: where!.id,
        from: effective.day,
        until: orNull(until),
        decision: orNull(effective.decision),
      }),
    );
    onClose();
    await done(t('directory.appointed', { name: who!.name, position: position.position }), answer);
  };
  return (
    <FormDialog
      title={t('directory.appointTitle')}
      intro={organisation?.name ?? person?.name}
      submit={t('directory.appoint')}
      onSubmit={submit}
      onClose={onClose}
      disabled={!who || !where || position.position.trim() === ''}
      wide
      testId="appoint-form"
    >
      {!person && (
        <PickPerson
          label={t('directory.person')}
          name="personId"
          required
          autoFocus
          value={who}
          onValue={setWho}
          testId="person"
        />
      )}
      {!organisation && (
        <PickOrganisation
          label={t('directory.organisation')}
          name="organisationId"
          required
          autoFocus
          value={where}
          onValue={setWhere}
          testId="organisation"
        />
      )}
      <PositionFields value={position} onValue={setPosition} />
      {head.field}
      <EffectiveFields value={effective} onValue={setEffective} label={t('directory.fromDayLabel')} plain />
      <DateField
        label={t('directory.untilDay')}
        name="until"
        value={until}
        onValue={setUntil}
        hint={t('directory.untilHint')}
      />
    </FormDialog>
  );
}
