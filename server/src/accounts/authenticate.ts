import { type Actor, normaliseAddress, system, writeAudit } from '../directory/index.ts';
import { AppError, type Networks, type Pools, type Queryable } from '../platform/index.ts';
import { KeyedGate } from './gate.ts';
import { type Hasher, isOutdated, longestPassword, prepared } from './password.ts';
import {
  defaultLimits,
  pruneFailures,
  recordFailure,
  type Subjects,
  subjectsOf,
  type ThrottleLimits,
} from './throttle.ts';
import { VerifiedCache } from './verified-cache.ts';

export type Protocol = 'web' | 'jmap' | 'imap' | 'submission';

export interface SignInContext {
  remoteAddress: string;
  tls: boolean;
  protocol: Protocol;
}

export interface SignedIn {
  personId: number;
  /** Their own mailbox. */
  accountId: number;
  /** The primary address of that mailbox. */
  address: string;
  name: string;
  /** Only ever true for the web, where it can be changed. */
  mustChangePassword: boolean;
  /** Of the credential that was shown; a later one ends what this sign-in opened. */
  credentialVersion: number;
}

/**
 * Who someone is, by the address of their personal mailbox (any of its addresses) and their password.
 * @throws AppError `auth.wrong-credentials`; `auth.throttled`; `auth.locked` and `auth.must-change-password` only when
 * the password is right; `system.unavailable`. PlatformError `database.unavailable`.
 */
export type Authenticate = (address: string, password: string, context: SignInContext) => Promise<SignedIn>;

export interface AuthenticateDeps {
  pools: Pools;
  /** For the one statement every sign-in runs; `pools` when left out. */
  hot?: Pick<Queryable, 'query'> | undefined;
  hasher: Hasher;
  trusted: Pick<Networks, 'contains'>;
  limits?: ThrottleLimits;
  cache?: VerifiedCache;
}

/** What one query finds out; without a person all but the counts is null. */
interface Found {
  person_id: number | null;
  account_id: number;
  address: string;
  name: string;
  state: 'active' | 'locked' | 'closed';
  password_hash: string | null;
  version: number;
  must_change: boolean;
  /** Signed in from this network before, in 90 days; in the last hour. */
  known: boolean;
  recent: boolean;
  stranger_failures: number;
  known_failures: number;
  network_failures: number;
}

export function createAuthenticate(deps: AuthenticateDeps): Authenticate {
  const { pools, hasher, trusted, limits = defaultLimits, cache = new VerifiedCache() } = deps;
  // The attempts on one address come one after the other: guesses sent at once can't outrun the count, and the
  // connections a mail client opens together cost one Argon2.
  const turns = new KeyedGate(50);
  let prunedAt = 0;

  const find = async (address: string, subjects: Subjects): Promise<Found> => {
    const { rows } = await (deps.hot ?? pools).query<Found>({
      name: 'authenticate',
      text: findPerson,
      values: [address, subjects.place, subjects.stranger, subjects.known, subjects.network, limits.window],
    });
    return rows[0]!;
  };

  const refuseThrottled = (found: Found) => {
    const failures = found.known ? found.known_failures : found.stranger_failures;
    if (failures >= limits.perAddress || found.network_failures >= limits.perNetwork)
      throw new AppError('auth.throttled');
  };

  const fail = async (found: Found, subjects: Subjects, context: SignInContext): Promise<never> => {
    const subject = found.known ? subjects.known : subjects.stranger;
    await recordFailure(pools, subjects.network ? [subject, subjects.network] : [subject]);
    const failures = (found.known ? found.known_failures : found.stranger_failures) + 1;
    if (found.person_id !== null) {
      const data = { personId: found.person_id, protocol: context.protocol, network: subjects.place, failures };
      const kind = failures >= limits.perAddress ? 'auth.throttled' : 'auth.failed';
      // Not the person's own act: nobody knows who tried.
      await writeAudit(pools, system, {
        kind,
        accountId: found.account_id,
        remoteAddress: context.remoteAddress,
        data,
      });
    }
    if (Date.now() - prunedAt > limits.window * 1000) {
      prunedAt = Date.now();
      await pruneFailures(pools, limits);
    }
    throw new AppError('auth.wrong-credentials');
  };

  const succeed = async (found: Found, subjects: Subjects, password: string, context: SignInContext) => {
    const personId = found.person_id!;
    cache.add(personId, found.version, password);
    const [subject, failures] = found.known
      ? [subjects.known, found.known_failures]
      : [subjects.stranger, found.stranger_failures];
    if (failures > 0 || !found.recent)
      await pools.transaction(async (tx) => {
        if (failures > 0) await tx.query('delete from sign_in_failure where subject = $1', [subject]);
        await tx.query({
          name: 'sign-in-network',
          text: `insert into sign_in_network (person_id, network) values ($1, $2)
               on conflict (person_id, network) do update set last_at = now()`,
          values: [personId, subjects.place],
        });
        if (!found.known) {
          const data = { protocol: context.protocol, network: subjects.place };
          await writeAudit(tx, personActor(personId), {
            kind: 'auth.new-network',
            remoteAddress: context.remoteAddress,
            accountId: found.account_id,
            data,
          });
        }
      });
    if (isOutdated(found.password_hash!)) {
      const hash = await hasher.hash(password);
      await pools.query('update credential set password_hash = $3 where person_id = $1 and version = $2', [
        personId,
        found.version,
        hash,
      ]);
    }
  };

  const finish = (found: Found, context: SignInContext): SignedIn => {
    if (found.state === 'closed') throw new AppError('auth.wrong-credentials');
    if (found.state === 'locked') throw new AppError('auth.locked');
    if (found.must_change && context.protocol !== 'web') throw new AppError('auth.must-change-password');
    return {
      personId: found.person_id!,
      accountId: found.account_id,
      address: found.address,
      name: found.name,
      mustChangePassword: found.must_change,
      credentialVersion: found.version,
    };
  };

  return async (rawAddress, rawPassword, context) => {
    const impossible =
      rawAddress.length > 254 ||
      Buffer.byteLength(rawPassword) > longestPassword ||
      /\0/.test(rawAddress + rawPassword);
    const address = impossible ? '' : normaliseAddress(rawAddress);
    const password = impossible ? '' : prepared(rawPassword);
    const subjects = subjectsOf(address, context.remoteAddress, trusted);

    const first = await find(address, subjects);
    refuseThrottled(first);
    const isCached = (found: Found) => found.person_id !== null && cache.has(found.person_id, found.version, password);
    if (isCached(first)) return finish(first, context);

    return turns.run(address, async () => {
      const found = await find(address, subjects);
      refuseThrottled(found);
      if (isCached(found)) return finish(found, context);
      const hash = found.password_hash;
      const right = hash === null ? await hasher.pretend(password) : await hasher.verify(hash, password);
      if (!right) return fail(found, subjects, context);
      await succeed(found, subjects, password, context);
      return finish(found, context);
    });
  };
}

const personActor = (personId: number): Actor => ({ kind: 'person', personId });

const failuresOf = (subject: string) =>
  `(select count(*) from sign_in_failure where subject = ${subject} and at > now() - $6 * interval '1 second')`;

const findPerson = `
  select p.person_id, p.account_id, p.address, p.name, p.state, p.password_hash, p.version, p.must_change,
    coalesce(p.last_at > now() - interval '90 days', false) as known,
    coalesce(p.last_at > now() - interval '1 hour', false) as recent, ${failuresOf('$3')} as stranger_failures, ${failuresOf('$4')} as known_failures,
    ${failuresOf('$5')} as network_failures
  from (values (1)) one
  left join lateral (
    select c.person_id, a.account_id, pa.address, a.name, a.state, c.password_hash, c.version, c.must_change,
      (select last_at from sign_in_network n where n.person_id = c.person_id and n.network = $2) as last_at
    from address ad
    join account a on a.account_id = ad.account_id
    join address pa on pa.account_id = a.account_id and pa.is_primary
    join credential c on c.person_id = a.person_id
    where ad.address = $1
  ) p on true`;
