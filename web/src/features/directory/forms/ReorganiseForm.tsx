import type { ChosenForParts, OrganisationPage, ReorganiseBody, ReorganisedAnswer } from '@congvu/contract';
import { useQueries } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { queryClient } from '../../../app/queryClient.ts';
import { CheckField, Choices } from '../../../ui/form/CheckField.tsx';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { Callout } from '../../../ui/page/Callout.tsx';
import { directory, organisationQuery, refreshDirectory } from '../calls.ts';
import { HangingDialog } from '../parts/Hanging.tsx';
import { done } from '../parts/undoToast.ts';
import { type Picked, PickOrganisation } from '../pick/Picks.tsx';
import { EffectiveFields, fromToday, orNull } from './effective.tsx';
import { emptyPart, Parts, type PartValues } from './Parts.tsx';
import styles from './ReorganiseForm.module.css';
import { type Chosen, nothingChosen, SplitChoices } from './SplitChoices.tsx';

type Kind = ReorganiseBody['kind'];

interface Props {
  kind: Kind;
  page: OrganisationPage;
  onClose(): void;
}

/** Merges, splits or dissolves an organisation on a day: says what becomes of its sub-units and people. */
export function ReorganiseForm({ kind, page, onClose }: Props): ReactNode {
  const navigate = useNavigate();
  const [effective, setEffective] = useState(fromToday);
  const [others, setOthers] = useState<readonly Picked[]>([]);
  const [target, setTarget] = useState<'existing' | 'new'>('existing');
  const [existing, setExisting] = useState<Picked | null>(null);
  const [parts, setParts] = useState<readonly PartValues[]>(() =>
    kind === 'split' ? [emptyPart(), emptyPart()] : [emptyPart()],
  );
  const [ends, setEnds] = useState(false);
  const [chosen, setChosen] = useState(nothingChosen);
  const [people, setPeople] = useState<'move' | 'end'>(kind === 'dissolved' ? 'end' : 'move');
  const [unitsTo, setUnitsTo] = useState<Picked | null>(null);
  const [peopleTo, setPeopleTo] = useState<Picked | null>(null);
  const [result, setResult] = useState<{ answer: ReorganisedAnswer; finish(): void } | null>(null);

  const along = useQueries({ queries: others.map((one) => organisationQuery(one.id, undefined)) });
  const peopleTotal = along.reduce((sum, { data }) => sum + (data?.peopleTotal ?? 0), page.peopleTotal);

  const changeParts = (next: readonly PartValues[]) => {
    setParts(next);
    setChosen(without(chosen, next));
  };
  const named = parts.filter((part) => part.name.trim() !== '' && part.kind !== '');
  const least = kind === 'split' ? (ends ? 2 : 1) : 1;
  const ready =
    kind === 'dissolved'
      ? (page.units === 0 || unitsTo !== null) && (page.peopleTotal === 0 || people === 'end' || peopleTo !== null)
      : kind === 'merged' && target === 'existing'
        ? existing !== null
        : named.length >= least && (kind === 'merged' || everyPartNamed(chosen, named));

  const submit = async () => {
    const made = named.map(({ name, kind: of }) => ({ name, kind: of, parentId: page.parentId }));
    const into: ReorganiseBody['into'] =
      kind === 'dissolved'
        ? []
        : kind === 'merged' && target === 'existing'
          ? [{ organisationId: existing!.id }]
          : made;
    const leaves = kind !== 'split' || ends;
    const answer = await directory.reorganise({
      kind,
      from: [{ organisationId: page.id, revision: page.revision }, ...(await revisionsOf(others))],
      into,
      ...(kind === 'split' ? { ends, chosen: chosenFor(chosen, named) } : {}),
      on: effective.day,
      decision: orNull(effective.decision),
      ...(leaves ? whereTo({ kind, people, unitsTo, peopleTo }) : {}),
    });
    const name = kind === 'dissolved' ? page.name : (existing?.name ?? named[0]?.name) || page.name;
    const here = () =>
      navigate({
        to: '/directory/organisations/$organisationId',
        params: { organisationId: page.id },
        search: {},
      });
    // The successor's page takes this one's place, and with it whatever stands open here.
    const finish = () => {
      onClose();
      const [organisationId] = answer.into;
      if (organisationId !== undefined)
        void navigate({ to: '/directory/organisations/$organisationId', params: { organisationId }, search: {} });
      void done(t(`directory.done.${kind}`, { name }), answer, here);
    };
    const { mailboxes, delegations, roles } = answer.hanging;
    if (mailboxes.length + delegations.length + roles.length > 0) setResult({ answer, finish });
    else finish();
  };

  if (result)
    return (
      <HangingDialog
        hanging={result.answer.hanging}
        title={t('directory.hangingOrganisation')}
        onClose={result.finish}
      />
    );
  return (
    <FormDialog
      title={t(`directory.${kind === 'merged' ? 'merge' : kind === 'split' ? 'split' : 'dissolve'}`)}
      intro={page.name}
      submit={t(`directory.submit.${kind}`)}
      danger={kind === 'dissolved'}
      onSubmit={submit}
      onClose={onClose}
      onStale={() => {
        onClose();
        void refreshDirectory();
      }}
      disabled={!ready}
      wide
      testId="reorganise-form"
    >
      {kind === 'merged' && (
        <>
          <Others value={others} onValue={setOthers} except={page.id} />
          <Choices
            label={t('directory.mergeInto')}
            value={target}
            onValue={setTarget}
            options={[
              { value: 'existing', label: t('directory.mergeIntoExisting') },
              { value: 'new', label: t('directory.mergeIntoNew') },
            ]}
          />
          {target === 'existing' ? (
            <PickOrganisation
              label={t('directory.successor')}
              name="into"
              required
              value={existing}
              onValue={setExisting}
              except={[page.id, ...others.map((one) => one.id)]}
              testId="successor"
            />
          ) : (
            <Parts value={parts} onValue={setParts} single />
          )}
        </>
      )}
      {kind === 'split' && (
        <>
          <Parts value={parts} onValue={changeParts} />
          <CheckField
            label={t('directory.splitEnds', { name: page.name })}
            hint={t('directory.splitEndsHint')}
            value={ends}
            onValue={setEnds}
          />
          <SplitChoices page={page} day={effective.day} parts={parts} ends={ends} value={chosen} onValue={setChosen} />
        </>
      )}
      {kind === 'dissolved' && page.units > 0 && (
        <PickOrganisation
          label={t('directory.unitsTo', { n: page.units })}
          name="units"
          required
          value={unitsTo}
          onValue={setUnitsTo}
          except={[page.id]}
          testId="units-to"
        />
      )}
      {(kind !== 'split' || ends) && peopleTotal > 0 && (
        <Choices
          label={t('directory.peopleTo', { n: peopleTotal })}
          value={people}
          onValue={setPeople}
          options={[
            {
              value: 'move',
              label: t(kind === 'dissolved' ? 'directory.peopleMove' : 'directory.peopleFollow'),
              hint: t('directory.peopleMoveHint'),
            },
            { value: 'end', label: t('directory.peopleEnd') },
          ]}
        />
      )}
      {kind === 'dissolved' && people === 'move' && page.peopleTotal > 0 && (
        <PickOrganisation
          label={t('directory.newPlace')}
          name="people"
          required
          value={peopleTo}
          onValue={setPeopleTo}
          except={[page.id]}
          testId="people-to"
        />
      )}
      <EffectiveFields value={effective} onValue={setEffective} name="on" />
      <Callout tone="info">{t('directory.reorganiseNote')}</Callout>
    </FormDialog>
  );
}

function whereTo({
  kind,
  people,
  unitsTo,
  peopleTo,
}: {
  kind: Kind;
  people: 'move' | 'end';
  unitsTo: Picked | null;
  peopleTo: Picked | null;
}): Pick<ReorganiseBody, 'units' | 'people'> {
  if (kind !== 'dissolved') return { units: { into: 0 }, people: people === 'end' ? 'end' : { into: 0 } };
  return {
    ...(unitsTo ? { units: { organisationId: unitsTo.id } } : {}),
    people: people === 'move' && peopleTo ? { organisationId: peopleTo.id } : 'end',
  };
}

/** What was chosen for a part that is there no more stays where it is. */
function without(chosen: Chosen, parts: readonly PartValues[]): Chosen {
  const keys = new Set(parts.map((part) => part.key));
  const kept = (of: ReadonlyMap<number, number>) => new Map([...of].filter(([, key]) => keys.has(key)));
  return { people: kept(chosen.people), units: kept(chosen.units) };
}

const everyPartNamed = ({ people, units }: Chosen, named: readonly PartValues[]) =>
  [...people.values(), ...units.values()].every((key) => named.some((part) => part.key === key));

function chosenFor({ people, units }: Chosen, named: readonly PartValues[]): ChosenForParts {
  const place = (key: number) => named.findIndex((part) => part.key === key);
  return {
    appointments: [...people].map(([appointmentId, key]) => ({ appointmentId, into: place(key) })),
    units: [...units].map(([organisationId, key]) => ({ organisationId, into: place(key) })),
  };
}

/** Each at the state in which it stands now. */
function revisionsOf(others: readonly Picked[]): Promise<{ organisationId: number; revision: number }[]> {
  return Promise.all(
    others.map(async ({ id }) => {
      const { revision } = await queryClient.fetchQuery({ ...organisationQuery(id, undefined), staleTime: 0 });
      return { organisationId: id, revision };
    }),
  );
}

/** Further organisations that merge along. */
function Others({
  value,
  onValue,
  except,
}: {
  value: readonly Picked[];
  onValue(value: readonly Picked[]): void;
  except: number;
}): ReactNode {
  return (
    <div>
      <PickOrganisation
        label={t('directory.mergeAlso')}
        value={null}
        onValue={(picked) => picked && onValue([...value, picked])}
        except={[except, ...value.map((one) => one.id)]}
        testId="merge-also"
      />
      <ul className={styles.others}>
        {value.map((one) => (
          <li key={one.id}>
            {one.name}{' '}
            <button type="button" onClick={() => onValue(value.filter((other) => other.id !== one.id))}>
              {t('form.clear')}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
