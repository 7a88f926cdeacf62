/**
 * Naming ladders: a profile's steps, each a form made of letters and `{variable}`s, climbed from the top until an address
 * is free. `{n}` counts from 2, `{nn}` the same in two digits. A form with a variable that is not known is passed over.
 */
import type { NamingCondition, NamingStep } from '../../regulation/index.ts';
import { type Against, fault, type Refusal } from './refuse.ts';

export interface Variables {
  values: Readonly<Record<string, string | undefined>>;
  /** Those values that are abbreviations: letters that nobody chose, so they may spell anything. */
  abbreviations?: ReadonlySet<string>;
}

export interface Note {
  vi: string;
  en: string;
}

/** What a step rests on: an article, a note on how it is read, or the note alone where no article prescribes it. */
export interface Grounds {
  cite: string | null;
  note: Note | null;
}

/** A step's own grounds; of one that states none, those of the whole. */
export function groundsOr({ cite, note }: { cite?: string; note?: Note }, whole: Grounds): Grounds {
  return cite || note ? { cite: cite ?? null, note: note ?? null } : whole;
}

/** A step that is for this person or organisation; `namesakes`: names in the way of it, so that it gives nothing. */
export interface Rung extends Grounds {
  form: string;
  namesakes?: readonly string[];
}

export interface Candidate extends Grounds {
  local: string;
  /** Abbreviations in it. */
  abbreviations: readonly string[];
  namesakes?: readonly string[];
}

export interface Refused {
  local: string;
  reason: Refusal;
  cite: string | null;
  /** What stands in the way, where the reason alone doesn't tell: a namesake, what the word means. */
  because?: Note;
}

/** `tried`: what stood before it on the ladder, and why it was passed over. */
export interface Proposal extends Grounds {
  local: string;
  tried: Refused[];
  /** What the ladder gives where `local` was set by hand for this organisation in the profile; null: nothing. */
  withoutOverride?: string | null;
}

/** Which of these local parts can't be given now, and why. Asked for several at once. */
export type Occupied = (
  locals: readonly string[],
) => ReadonlyMap<string, 'taken' | 'retired'> | Promise<ReadonlyMap<string, 'taken' | 'retired'>>;

/** Enough for any real list of namesakes, and an end for a ladder that can't give anything. */
const lastNumber = 999;
/** Asked for at once: first few, for most names are free at the first step, then more. */
const firstAsked = 6;
const mostAsked = 200;

/** The steps that are for this name. */
export async function rungsOf(
  ladder: readonly NamingStep[],
  whole: Grounds,
  holds: (condition: NamingCondition) => Promise<false | readonly string[]>,
): Promise<Rung[]> {
  const rungs: Rung[] = [];
  for (const { form, when, unless, ...own } of ladder) {
    if (when && (await holds(when)) === false) continue;
    const barred = unless ? await holds(unless) : false;
    rungs.push({ form, ...groundsOr(own, whole), ...(barred === false ? {} : { namesakes: barred }) });
  }
  return rungs;
}

/** A local part is offered once, but for one that a step before it was not for. */
export function* candidates(rungs: Iterable<Rung>, variables: Variables): Generator<Candidate> {
  const seen = new Set<string>();
  for (const { form, ...grounds } of rungs) {
    for (const { local, abbreviations } of expand(form, variables)) {
      if (seen.has(local)) continue;
      if (!grounds.namesakes) seen.add(local);
      yield { ...grounds, local, abbreviations };
    }
  }
}

function* expand(
  form: string,
  { values, abbreviations }: Variables,
): Generator<Pick<Candidate, 'local' | 'abbreviations'>> {
  let known = true;
  const used: string[] = [];
  const text = form.replace(/\{([^}]+)\}/g, (whole, name: string) => {
    if (name === 'n' || name === 'nn') return whole;
    const value = values[name];
    if (value === undefined) known = false;
    if (value && abbreviations?.has(value)) used.push(value);
    return value ?? '';
  });
  if (!known) return;
  if (!/\{nn?\}/.test(text)) return yield { local: text, abbreviations: used };
  for (let n = 2; n <= lastNumber; n++) {
    const local = text.replace('{nn}', String(n).padStart(2, '0')).replace('{n}', String(n));
    yield { local, abbreviations: used };
  }
}

/** The first candidate that nothing speaks against. Undefined when the ladder is at its end. */
export async function climb(
  from: Iterable<Candidate>,
  against: Against,
  occupied: Occupied,
): Promise<Proposal | undefined> {
  const tried: Refused[] = [];
  const iterator = from[Symbol.iterator]();
  for (let ask = firstAsked; ; ask = Math.min(ask * 4, mostAsked)) {
    const some: { candidate: Candidate; refused: ReturnType<typeof fault> }[] = [];
    while (some.length < ask) {
      const { value: candidate, done } = iterator.next();
      if (done) break;
      some.push({ candidate, refused: fault(candidate, against) });
    }
    if (some.length === 0) return undefined;
    const possible = some.filter(({ refused }) => !refused).map(({ candidate }) => candidate.local);
    const inUse = possible.length > 0 ? await occupied(possible) : new Map<string, 'taken' | 'retired'>();
    for (const { candidate, refused } of some) {
      const { local, cite, note } = candidate;
      const reason = inUse.get(local);
      if (!refused && !reason) return { local, cite, note, tried };
      tried.push({ local, cite, ...(refused ?? { reason: reason! }) });
    }
  }
}
