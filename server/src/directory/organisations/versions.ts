/**
 * How an organisation stood, day by day, as a row of versions without gaps: each from a day on, until the next. A change
 * on a day in the past goes on into the later versions, up to the one that changed the same thing again.
 */
import { DirectoryError } from '../errors.ts';

/** `YYYY-MM-DD`. */
export type Day = string;

/** What of an organisation changes over time. */
export interface OrganisationState {
  parentId: number | null;
  kind: string;
  name: string;
  shortName: string | null;
  /** Left to right, dot-separated, up to 35 characters. */
  code: string | null;
  /** `000.Z1.Y1.H49`, read right to left. */
  legacyCode: string | null;
  phone: string | null;
  fax: string | null;
  website: string | null;
  address: string | null;
}

export const stateFields = [
  'parentId',
  'kind',
  'name',
  'shortName',
  'code',
  'legacyCode',
  'phone',
  'fax',
  'website',
  'address',
] as const satisfies readonly (keyof OrganisationState)[];

export type VersionEvent = 'founded' | 'renamed' | 'moved' | 'merged' | 'split' | 'changed';
export type EndEvent = 'dissolved' | 'merged' | 'split';

export interface Version extends OrganisationState {
  from: Day;
  /** Exclusive; null: for good. */
  until: Day | null;
  event: VersionEvent;
  decision: string | null;
  /** Of the last one, when it has an end. */
  endEvent: EndEvent | null;
  endDecision: string | null;
  recordedAt: Date;
}

export interface StateChange {
  from: Day;
  fields: Partial<OrganisationState>;
  /** Left out: by what changes. */
  event?: 'merged' | 'split' | undefined;
  decision?: string | null | undefined;
}

export const versionAt = (versions: readonly Version[], day: Day): Version | undefined =>
  versions.find((v) => v.from <= day && (v.until === null || v.until > day));

/** The fields in which two states differ. */
export function differing(before: OrganisationState, after: OrganisationState): (keyof OrganisationState)[] {
  return stateFields.filter((field) => before[field] !== after[field]);
}

/** The version of the day, or the one nearest to it: the first before it was founded, the last after it ended. */
export function nearestVersion(versions: readonly Version[], day: Day): Version {
  return versionAt(versions, day) ?? (day < versions[0]!.from ? versions[0]! : versions.at(-1)!);
}

/** @throws DirectoryError `directory.not-in-force` when the organisation doesn't exist on that day. */
export function withChange(versions: readonly Version[], change: StateChange, now: Date): Version[] {
  const old = versionAt(versions, change.from);
  if (!old) throw notInForce(versions, change.from);
  const before = pick(old);
  const after = { ...before, ...change.fields };
  const changed = differing(before, after);
  if (changed.length === 0 && change.event === undefined) return [...versions];
  const decision = change.decision ?? null;
  const event = change.event ?? eventOf(changed);
  const sameDay = old.from === change.from;
  const made: Version = sameDay
    ? { ...old, ...after, event: old.event === 'founded' ? 'founded' : event, decision: bothDecisions(old, decision) }
    : { ...old, ...after, from: change.from, event, decision, recordedAt: now };
  const earlier = versions.filter((v) => v.from < old.from);
  const later = carryOn(
    versions.filter((v) => v.from > old.from),
    before,
    after,
    changed,
  );
  return joined([...earlier, ...(sameDay ? [] : [{ ...old, ...open, until: change.from }]), made, ...later]);
}

export interface End {
  on: Day;
  event: EndEvent;
  decision?: string | null | undefined;
}

/** @throws DirectoryError `directory.not-in-force`, `directory.later-changes` when something is planned after that day. */
export function withEnd(versions: readonly Version[], end: End): Version[] {
  const last = versions.at(-1)!;
  const first = versions[0]!;
  if (end.on <= first.from || (last.until !== null && last.until <= end.on)) throw notInForce(versions, end.on);
  const later = versions.filter((v) => v.from >= end.on);
  if (later.length > 0) {
    throw new DirectoryError('directory.later-changes', `on ${later.map((v) => v.from).join(', ')}`, {
      days: later.map((v) => v.from),
    });
  }
  return [...versions.slice(0, -1), { ...last, until: end.on, endEvent: end.event, endDecision: end.decision ?? null }];
}

/** Without the version that begins on that day: the one before it goes on. The first can't be left out. */
export function withoutVersion(versions: readonly Version[], from: Day): Version[] {
  const at = versions.findIndex((v) => v.from === from);
  if (at < 1) throw notInForce(versions, from);
  const [before, gone] = [versions[at - 1]!, versions[at]!];
  const { until, endEvent, endDecision } = gone;
  const later = versions.slice(at + 1);
  return [...versions.slice(0, at - 1), { ...before, until, endEvent, endDecision }, ...later];
}

/** The last version goes on for good. */
export function withoutEnd(versions: readonly Version[]): Version[] {
  return [...versions.slice(0, -1), { ...versions.at(-1)!, ...open, until: null }];
}

const open = { endEvent: null, endDecision: null } as const;

function pick(version: Version): OrganisationState {
  return Object.fromEntries(stateFields.map((field) => [field, version[field]])) as unknown as OrganisationState;
}

/** What was changed goes into later versions as long as they only repeat what stood before. */
function carryOn(
  later: readonly Version[],
  before: OrganisationState,
  after: OrganisationState,
  changed: readonly (keyof OrganisationState)[],
): Version[] {
  let carried = [...changed];
  return later.map((version) => {
    carried = carried.filter((field) => version[field] === before[field]);
    return { ...version, ...Object.fromEntries(carried.map((field) => [field, after[field]])) };
  });
}

/** A version that repeats the one before it, without an event of its own to tell, is none. */
function joined(versions: Version[]): Version[] {
  const kept: Version[] = [];
  for (const version of versions) {
    const before = kept.at(-1);
    const telling = version.event === 'founded' || version.event === 'merged' || version.event === 'split';
    if (before && !telling && differing(before, version).length === 0) {
      const { until, endEvent, endDecision } = version;
      kept[kept.length - 1] = { ...before, until, endEvent, endDecision };
    } else kept.push(version);
  }
  return kept;
}

/** What a change is called by what it changes. */
export function eventOf(changed: readonly (keyof OrganisationState)[]): 'moved' | 'renamed' | 'changed' {
  if (changed.includes('parentId')) return 'moved';
  return changed.includes('name') || changed.includes('kind') ? 'renamed' : 'changed';
}

function bothDecisions(old: Version, decision: string | null): string | null {
  if (!old.decision || old.decision === decision) return decision ?? old.decision;
  return decision ? `${old.decision}; ${decision}` : old.decision;
}

function notInForce(versions: readonly Version[], day: Day): DirectoryError {
  const from = versions[0]!.from;
  const until = versions.at(-1)!.until;
  const span = `The organisation is there from ${from}${until ? ` until ${until}` : ''}, not on ${day}.`;
  return new DirectoryError('directory.not-in-force', span, { from, until, day });
}
