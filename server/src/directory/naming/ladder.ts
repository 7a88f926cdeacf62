/**
 * Naming ladders: a profile's steps, each a form made of letters and `{variable}`s, tried in order until an address is
 * free. `{n}` counts from 2. A form with a variable that is not known is passed over.
 */
import type { NamingStep } from '../../regulation/index.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

export interface Candidate {
  local: string;
  /** The article of the step, or null with the profile's reason in `note`. */
  cite: string | null;
  note: string | null;
}

export interface Refused {
  local: string;
  reason: 'taken' | 'reserved' | 'not-an-address';
  cite: string | null;
}

/** `tried`: what stood before it on the ladder, and why it was passed over. */
export interface Proposal extends Candidate {
  tried: Refused[];
}

/** Enough for any real list of namesakes, and an end for a ladder that can't give anything. */
const lastNumber = 999;

export function* candidates(ladder: readonly NamingStep[], variables: Variables): Generator<Candidate> {
  const seen = new Set<string>();
  for (const step of ladder) {
    for (const local of expand(step.form, variables)) {
      if (seen.has(local)) continue;
      seen.add(local);
      yield { local, cite: 'cite' in step ? step.cite : null, note: 'note' in step ? step.note : null };
    }
  }
}

function* expand(form: string, variables: Variables): Generator<string> {
  let known = true;
  const text = form.replace(/\{([^}]+)\}/g, (whole, name: string) => {
    if (name === 'n') return whole;
    const value = variables[name];
    if (value === undefined) known = false;
    return value ?? '';
  });
  if (!known) return;
  if (!text.includes('{n}')) return yield text;
  for (let n = 2; n <= lastNumber; n++) yield text.replace('{n}', String(n));
}

/**
 * The first candidate that `take` gives. `take` may reserve what it gives, so that two callers never get the same.
 * Undefined when the ladder is at its end.
 */
export async function firstFree(
  from: Iterable<Candidate>,
  reserved: ReadonlySet<string>,
  take: (local: string) => boolean | Promise<boolean>,
): Promise<Proposal | undefined> {
  const tried: Refused[] = [];
  for (const candidate of from) {
    const { local, cite } = candidate;
    const reason = reasonAgainst(local, reserved) ?? ((await take(local)) ? undefined : 'taken');
    if (!reason) return { ...candidate, tried };
    tried.push({ local, reason, cite });
  }
  return undefined;
}

function reasonAgainst(local: string, reserved: ReadonlySet<string>): Refused['reason'] | undefined {
  if (!isLocalPart(local)) return 'not-an-address';
  return reserved.has(local) ? 'reserved' : undefined;
}

/** A local part that this system gives out: letters, digits, and `.`, `-`, `_` between them, at most 64 (RFC 5321 §4.5.3.1.1). */
export function isLocalPart(local: string): boolean {
  return local.length <= 64 && /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(local);
}

/** RFC 2142: mailboxes every domain keeps for its operators. */
const serviceNames = ['postmaster', 'abuse', 'hostmaster', 'webmaster', 'security', 'noc', 'info', 'support', 'www'];

export function reservedNames(profile: readonly string[]): ReadonlySet<string> {
  return new Set([...serviceNames, ...profile]);
}
