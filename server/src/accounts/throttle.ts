import type { Networks, Queryable } from '../platform/index.ts';
import { networkOf } from './network.ts';

/**
 * How many wrong passwords are too many. They are counted in the database, so that every process counts the same.
 *
 * - For an address, from networks it has never signed in from: all of them together. A stranger who keeps guessing
 *   shuts out strangers only.
 * - For an address, from each network it has signed in from before: apart.
 * - For a network address, whatever addresses it tries; not for trusted networks, where one address may be many people.
 */
export interface ThrottleLimits {
  /** Seconds that a failure counts. */
  window: number;
  perAddress: number;
  perNetwork: number;
}

export const defaultLimits: ThrottleLimits = { window: 900, perAddress: 10, perNetwork: 100 };

export interface Subjects {
  /** Null for a trusted network. */
  network: string | null;
  /** The network as such, to remember where a person signed in. */
  place: string;
  stranger: string;
  known: string;
}

export function subjectsOf(address: string, remoteAddress: string, trusted: Pick<Networks, 'contains'>): Subjects {
  const place = networkOf(remoteAddress);
  return {
    network: trusted.contains(remoteAddress) ? null : `n:${place}`,
    place,
    stranger: `a:${address}`,
    known: `k:${place} ${address}`,
  };
}

export async function recordFailure(db: Queryable, subjects: readonly string[]): Promise<void> {
  await db.query({
    name: 'sign-in-failed',
    text: 'insert into sign_in_failure (subject) select unnest($1::text[])',
    values: [subjects],
  });
}

/** Removes what counts no more. */
export async function pruneFailures(db: Queryable, limits: ThrottleLimits): Promise<void> {
  await db.query("delete from sign_in_failure where at < now() - $1 * interval '1 second'", [limits.window]);
  await db.query("delete from sign_in_network where last_at < now() - interval '90 days'");
}
