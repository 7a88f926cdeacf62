/**
 * Organisations that end, merge or split on a day. Where their sub-units and people go is said by whoever decides; what
 * hangs on them beside that (mailboxes, delegations, roles) stays as it is, and is told.
 */
import type { Transaction } from '../../platform/index.ts';
import { type Relieved, relieveFrom } from '../appointments/relieve.ts';
import { type Actor, writeAudit } from '../audit.ts';
import { optionalText } from '../check.ts';
import { requireDay } from '../dates.ts';
import { DirectoryError } from '../errors.ts';
import { refreshEntriesOfOrganisations } from '../lookup/refresh-entries.ts';
import { changeOrganisation } from './change-organisation.ts';
import { createOrganisation, type NewOrganisation } from './create-organisation.ts';
import { type Hanging, hangingOnOrganisations } from './hanging.ts';
import { lockHistory, storeHistory } from './queries.ts';
import { unitsOn } from './units-on.ts';
import { versionAt, withChange, withEnd } from './versions.ts';

export interface Reorganisation {
  kind: 'dissolved' | 'merged' | 'split';
  /** Those that end; when splitting also one that goes on (`ends: false`). With the revision each was read at. */
  from: readonly { organisationId: number; revision?: number | undefined }[];
  /** Who goes on with their work: of those there are, or new. None when dissolved; one when merged. */
  into: readonly (number | Omit<NewOrganisation, 'province' | 'from' | 'decision'>)[];
  /** When splitting: whether the one that is split ends. */
  ends?: boolean | undefined;
  /** The first day without them. */
  on: string;
  decision?: string | null | undefined;
  /** Of those that end. Where sub-units go: to a successor (by its place in `into`) or another organisation; left out: there must be none. */
  units?: Destination | undefined;
  /** The same of people; `end`: their positions end. Nobody stays head: the new head is appointed by a decision. */
  people?: Destination | 'end' | undefined;
  /**
   * When splitting: positions and sub-units that go to certain successors (by their place in `into`). What isn't chosen
   * stays, or goes as `units` and `people` say where the one that is split ends.
   */
  chosen?: Chosen | undefined;
}

export interface Chosen {
  appointments: readonly { appointmentId: number; into: number }[];
  units: readonly { organisationId: number; into: number }[];
}

export type Destination = { into: number } | { organisationId: number };

export interface Reorganised {
  /** Successors, in the order of `into`. */
  into: number[];
  ended: number[];
  movedUnits: number[];
  people: Relieved;
  /** What still hangs on those that ended. */
  hanging: Hanging;
}

/**
 * @throws DirectoryError `directory.invalid`, `directory.no-organisation`, `directory.changed-meanwhile`,
 * `directory.not-in-force`, `directory.later-changes`, `directory.has-sub-units`, `directory.has-people`, and whatever
 * founding and moving refuse.
 */
export async function reorganise(tx: Transaction, input: Reorganisation, by: Actor): Promise<Reorganised> {
  const on = requireDay(input.on, 'on');
  const decision = optionalText(input.decision, 'decision', 300);
  const { kind, ends = kind !== 'split' } = input;
  requireShape(input, ends);
  const sources = [];
  // In one order for everybody, so that two at once don't wait for each other crosswise.
  for (const source of [...input.from].sort((a, b) => a.organisationId - b.organisationId)) {
    sources.push(await lockHistory(tx, source.organisationId, source.revision));
  }
  const province = sources[0]!.province;
  if (sources.some((source) => source.province !== province)) throw new DirectoryError('directory.no-organisation');
  const into: number[] = [];
  for (const target of input.into) {
    into.push(
      typeof target === 'number'
        ? target
        : await createOrganisation(tx, { ...target, province, from: on, decision }, by),
    );
  }
  const sourceIds = sources.map((source) => source.organisationId);
  if (into.some((id) => sourceIds.includes(id))) throw invalid('into', 'An organisation is no successor of itself.');
  await recordSuccession(tx, { kind, sourceIds, into, on });
  const made = input.into.map((target) => typeof target !== 'number');
  for (const [i, organisationId] of into.entries()) {
    if (!made[i] && kind !== 'dissolved') await markTarget(tx, organisationId, kind, { on, decision, sourceIds }, by);
  }

  const ending = ends ? sourceIds : [];
  const move = { ...input, on, decision, ends };
  const movedUnits = await moveUnits(tx, sourceIds, into, move, by);
  const people = await movePeople(tx, sourceIds, into, move, by);
  for (const { organisationId, revision: _ } of sources) {
    const history = await lockHistory(tx, organisationId);
    const state = versionAt(history.versions, on) ?? history.versions.at(-1)!;
    const versions = ends
      ? withEnd(history.versions, { on, event: kind, decision })
      : withChange(history.versions, { from: on, fields: {}, event: 'split', decision }, history.now);
    await storeHistory(tx, { ...history, versions });
    await writeAudit(tx, by, {
      kind: ends ? `organisation.${kind === 'dissolved' ? 'ended' : kind}` : 'organisation.split',
      organisationId,
      ...(ends ? { before: { until: null }, after: { until: on } } : {}),
      data: { on, name: state.name, into: await namesOf(tx, into), ...(decision ? { decision } : {}) },
    });
  }
  await refreshEntriesOfOrganisations(tx, [...sourceIds, ...into], { below: true });
  return { into, ended: ending, movedUnits, people, hanging: await hangingOnOrganisations(tx, ending) };
}

function requireShape({ kind, from, into, units, people, chosen }: Reorganisation, ends: boolean): void {
  const ids = from.map((source) => source.organisationId);
  if (ids.length === 0 || new Set(ids).size !== ids.length) throw invalid('from', 'Each organisation once.');
  if (kind === 'dissolved' && into.length > 0) throw invalid('into', 'What is dissolved has no successor.');
  if (kind === 'merged' && into.length !== 1) throw invalid('into', 'A merger has one successor.');
  if (kind === 'split' && (from.length !== 1 || into.length < (ends ? 2 : 1))) {
    throw invalid('into', 'A split makes one into several.');
  }
  if (chosen && kind !== 'split') throw invalid('chosen', 'Only a split has parts to choose for.');
  for (const to of [units, people, ...(chosen?.appointments ?? []), ...(chosen?.units ?? [])]) {
    if (to && to !== 'end' && 'into' in to && !(to.into in into)) throw invalid('into', 'No such successor.');
  }
}

const invalid = (field: string, says: string) =>
  new DirectoryError('directory.invalid', says, { field, fault: 'shape' });

async function recordSuccession(
  tx: Transaction,
  { kind, sourceIds, into, on }: { kind: string; sourceIds: number[]; into: number[]; on: string },
): Promise<void> {
  if (kind === 'dissolved') return;
  await tx.query({
    name: 'organisation-succession',
    text: `insert into organisation_succession (organisation_id, successor_id, kind, effective)
           select o, s, $3, $4 from unnest($1::bigint[]) o, unnest($2::bigint[]) s
           on conflict (organisation_id, successor_id) do update set kind = excluded.kind, effective = excluded.effective`,
    values: [sourceIds, into, kind, on],
  });
}

/** An organisation that was there already takes others in: its history says so. */
async function markTarget(
  tx: Transaction,
  organisationId: number,
  kind: 'merged' | 'split',
  { on, decision, sourceIds }: { on: string; decision: string | null; sourceIds: number[] },
  by: Actor,
): Promise<void> {
  const history = await lockHistory(tx, organisationId);
  const event = kind === 'merged' ? 'merged' : undefined;
  const versions = withChange(history.versions, { from: on, fields: {}, event, decision }, history.now);
  await storeHistory(tx, { ...history, versions });
  await writeAudit(tx, by, {
    kind: 'organisation.took-over',
    organisationId,
    data: {
      on,
      name: versionAt(versions, on)!.name,
      from: await namesOf(tx, sourceIds),
      ...(decision ? { decision } : {}),
    },
  });
}

type Move = Pick<Reorganisation, 'units' | 'people' | 'chosen'> & {
  on: string;
  decision: string | null;
  ends: boolean;
};

async function moveUnits(
  tx: Transaction,
  sourceIds: number[],
  into: number[],
  move: Move,
  by: Actor,
): Promise<number[]> {
  const units = (await unitsOn(tx, sourceIds, move.on)).filter((unit) => !sourceIds.includes(unit.organisationId));
  const there = new Set(units.map((unit) => unit.organisationId));
  const to = new Map<number, number>();
  for (const one of move.chosen?.units ?? []) {
    if (!there.has(one.organisationId)) {
      throw new DirectoryError('directory.changed-meanwhile', `Organisation ${one.organisationId} is not below it.`);
    }
    to.set(one.organisationId, into[one.into]!);
  }
  const others = move.ends ? units.filter((unit) => !to.has(unit.organisationId)) : [];
  if (others.length > 0) {
    if (!move.units) {
      const details = { units: others.slice(0, 20), count: others.length };
      throw new DirectoryError('directory.has-sub-units', `There are ${others.length}.`, details);
    }
    for (const { organisationId } of others) to.set(organisationId, destination(move.units, into));
  }
  const moved = [...to].filter(([organisationId, parentId]) => organisationId !== parentId);
  for (const [organisationId, parentId] of moved) {
    const { on: from, decision } = move;
    await changeOrganisation(tx, { organisationId, from, fields: { parentId }, decision }, by);
  }
  return moved.map(([organisationId]) => organisationId);
}

async function movePeople(
  tx: Transaction,
  sourceIds: number[],
  into: number[],
  move: Move,
  by: Actor,
): Promise<Relieved> {
  const { people, on, decision, ends } = move;
  const to = !people || people === 'end' ? null : destination(people, into);
  const chosen = new Map(move.chosen?.appointments.map((one) => [one.appointmentId, into[one.into]!]));
  const relief = { on, to, decision, allowed: people !== undefined, chosen, othersStay: !ends };
  return relieveFrom(tx, sourceIds, relief, by);
}

const destination = (to: Destination, into: readonly number[]): number =>
  'into' in to ? into[to.into]! : to.organisationId;

async function namesOf(tx: Transaction, ids: readonly number[]): Promise<{ organisationId: number; name: string }[]> {
  const { rows } = await tx.query<{ organisationId: number; name: string }>(
    'select organisation_id as "organisationId", name from organisation where organisation_id = any($1) order by name',
    [ids],
  );
  return rows;
}
