import type { LikePersonEntry } from '@congvu/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { CheckField } from '../../../ui/form/CheckField.tsx';
import { DateField } from '../../../ui/form/DateField.tsx';
import { isDay, showDay } from '../../../ui/form/day.ts';
import { FieldRow } from '../../../ui/form/FieldRow.tsx';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { SelectField } from '../../../ui/form/SelectField.tsx';
import { TextField } from '../../../ui/form/TextField.tsx';
import { Callout } from '../../../ui/page/Callout.tsx';
import { directory } from '../calls.ts';
import { PersonLink } from '../parts/links.tsx';
import { done } from '../parts/undoToast.ts';
import { type Picked, PickOrganisation } from '../pick/Picks.tsx';
import { EffectiveFields, fromToday, orNull } from './effective.tsx';
import { officialKindOptions } from './officialKinds.ts';
import { noPosition, PositionFields, positionBody, usePresentHead } from './PositionFields.tsx';

interface Props {
  organisation: Picked | null;
  onClose(): void;
}

const empty = { name: '', born: '', code: '', officialKind: '', phone: '', mobile: '' };

/** Adds a person, with a first position. People who may be the same are shown before anything is added twice. */
export function NewPersonForm({ organisation, onClose }: Props): ReactNode {
  const navigate = useNavigate();
  const [fields, setFields] = useState(empty);
  const [where, setWhere] = useState(organisation);
  const [position, setPosition] = useState(noPosition);
  const [effective, setEffective] = useState(fromToday);
  const [anyway, setAnyway] = useState(false);
  const head = usePresentHead();
  const alike = useAlike(fields);
  const set = (field: keyof typeof empty) => (value: string) => setFields({ ...fields, [field]: value });
  const submit = async () => {
    const { name, ...rest } = fields;
    const given = Object.fromEntries(Object.entries(rest).map(([field, value]) => [field, orNull(value)]));
    const decision = orNull(effective.decision);
    const work = where && {
      ...positionBody(position),
      ...head.body,
      organisationId: where.id,
      from: effective.day,
      decision,
    };
    const body = { ...given, name, anyway, ...(work ? { appointment: work } : {}) };
    const made = await head.watch(directory.addPerson(body));
    onClose();
    const back = () =>
      where
        ? navigate({
            to: '/directory/organisations/$organisationId',
            params: { organisationId: where.id },
            search: {},
          })
        : navigate({ to: '/directory' });
    await done(t('directory.personAdded', { name }), made, back);
    void navigate({ to: '/directory/people/$personId', params: { personId: made.id }, search: {} });
  };
  return (
    <FormDialog
      title={t('directory.newPerson')}
      intro={organisation?.name}
      submit={t('directory.add')}
      onSubmit={submit}
      onClose={onClose}
      disabled={fields.name.trim() === '' || (where !== null && position.position.trim() === '')}
      wide
      testId="person-form"
    >
      <FieldRow>
        <TextField
          label={t('directory.fullName')}
          name="name"
          required
          autoFocus
          half
          value={fields.name}
          onValue={set('name')}
          maxLength={200}
          testId="name"
        />
        <DateField
          label={t('directory.born')}
          name="born"
          half
          value={fields.born}
          onValue={set('born')}
          testId="born"
        />
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
          name="officialKind"
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
      {alike.length > 0 && (
        <>
          <Callout tone="warning" title={t('directory.alike')}>
            <ul>
              {alike.map((one) => (
                <li key={one.personId}>
                  <PersonLink id={one.personId}>{one.name}</PersonLink> {about(one)}
                </li>
              ))}
            </ul>
          </Callout>
          <CheckField label={t('directory.anyway')} value={anyway} onValue={setAnyway} testId="anyway" />
        </>
      )}
      {!organisation && (
        <PickOrganisation
          label={t('directory.organisation')}
          name="organisationId"
          value={where}
          onValue={setWhere}
          hint={t('directory.organisationLater')}
          testId="organisation"
        />
      )}
      {where && (
        <>
          <PositionFields value={position} onValue={setPosition} />
          {head.field}
          <EffectiveFields value={effective} onValue={setEffective} label={t('directory.fromDayLabel')} plain />
        </>
      )}
    </FormDialog>
  );
}

function useAlike({ name, born, code }: typeof empty): LikePersonEntry[] {
  const asked = useDeferredValue(name.trim().replace(/\s+/g, ' '));
  const { data } = useQuery({
    queryKey: ['directory', 'alike', asked, born, code],
    queryFn: ({ signal }) =>
      directory.alike(
        { name: asked, ...(isDay(born) ? { born } : {}), ...(code.trim() ? { code: code.trim() } : {}) },
        signal,
      ),
    // One word is no Vietnamese name yet.
    enabled: asked.includes(' '),
  });
  return asked.includes(' ') ? (data ?? []) : [];
}

function about({ bornYear, position, organisation, address, leftOn }: LikePersonEntry): string {
  const parts = [
    bornYear && t('directory.bornIn', { year: bornYear }),
    [position, organisation].filter(Boolean).join(', '),
    address,
    leftOn && t('directory.leftOn', { day: showDay(leftOn) }),
  ];
  return parts.filter(Boolean).join(' · ');
}
