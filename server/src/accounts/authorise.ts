/** Whether a person may do a thing by the rules of `policy.ts`. */
import type { Role } from '@congvu/contract';
import { accessChannel, personnelAuthorities } from '../directory/index.ts';
import { AppError, type Notifications, type Pools, type Scope } from '../platform/index.ts';
import type { Regulation } from '../regulation/index.ts';
import type { Access } from './access.ts';
import { FreshCache } from './fresh-cache.ts';
import { Forbidden, mayManage, type PolicyRule, policy, type Reach } from './policy.ts';
import { type PersonRoles, type RoleHeld, rolesOf } from './roles.ts';
import { type Place, type Target, targetsOf } from './scope.ts';

/** How far someone's power under a rule reaches. */
export interface Extent {
  province: string;
  /** All of the province. */
  whole: boolean;
  /** Otherwise: these organisations and all under them. */
  roots: number[];
  /** And organisations of these kinds, in all of the province. */
  kinds: string[];
}

export interface Authorisation {
  /** Roles held now; at most a second old, in every process. @throws AppError `auth.required` when there is no such person. */
  rolesOf(personId: number): Promise<PersonRoles>;
  /** Without a scope: anywhere at all. @throws AppError `request.not-found` when what the scope names doesn't exist. */
  may(personId: number, rule: PolicyRule, scope?: Scope): Promise<boolean>;
  /** As `may`. @throws Forbidden (`auth.forbidden`, 403), saying who may. */
  authorise(personId: number, rule: PolicyRule, scope?: Scope): Promise<void>;
  /** For lists that show only what the rule allows: nothing when `whole` is false and `roots` empty. */
  extentOf(personId: number, rule: PolicyRule): Promise<Extent>;
  /** The roles by which a person may do this here. */
  rolesFor(personId: number, rule: PolicyRule, scope: Scope): Promise<Role[]>;
  /** How they may delegate a mailbox: by a role, or only because its management is delegated to them. */
  delegatesBy(personId: number, scope: Scope): Promise<'role' | 'manage' | undefined>;
  /** Every rule by which they may do something somewhere. */
  rulesOf(personId: number): Promise<PolicyRule[]>;
}

const rules = Object.keys(policy) as PolicyRule[];

export async function createAuthorisation(
  pools: Pools,
  notifications: Notifications,
  regulation: Regulation,
  access: Pick<Access, 'accountsOf'>,
): Promise<Authorisation & { stop(): Promise<void> }> {
  const cache = new FreshCache((personId) => rolesOf(pools, personId));
  const unlisten = await notifications.listen(accessChannel, (payload) => cache.forget(Number(payload)));
  const stopResync = notifications.onResync(() => cache.clear());

  const heldBy = async (personId: number): Promise<PersonRoles> => {
    const held = await cache.get(personId);
    if (!held) throw new AppError('auth.required');
    return held;
  };
  /** Undefined also where the role would have to be held for the whole province and is not. */
  const reachOf = (rule: PolicyRule, held: RoleHeld): Exclude<Reach, 'whole'> | undefined => {
    const reach = (policy[rule].who as Partial<Record<Role, Reach>>)[held.role];
    if (reach === 'whole') return held.organisationId === null ? 'province' : undefined;
    return reach;
  };
  const has = (rule: PolicyRule, standing: 'official' | 'self' | 'manager') => standing in policy[rule].who;

  /** Fails closed: an authority that the rule names no more answers for nothing. */
  const kindsOf = (held: RoleHeld, province: string): string[] =>
    personnelAuthorities(regulation, province).get(held.authority ?? '') ?? [];
  const covers = (rule: PolicyRule, held: RoleHeld, place: Place): boolean => {
    const reach = reachOf(rule, held);
    if (reach === undefined) return false;
    if (reach === 'province') return true;
    if (held.organisationId !== null && !place.path.includes(held.organisationId)) return false;
    return reach === 'part' || (place.kind !== null && kindsOf(held, place.province).includes(place.kind));
  };
  /** Given for the whole province and all kinds. What hangs nowhere in the tree is theirs alone. */
  const coversAll = (rule: PolicyRule, held: RoleHeld): boolean => {
    const reach = reachOf(rule, held);
    return reach === 'province' || (reach === 'part' && held.organisationId === null);
  };
  const coversTarget = (rule: PolicyRule, held: RoleHeld, target: Target): boolean =>
    target.places.length === 0 ? coversAll(rule, held) : target.places.some((place) => covers(rule, held, place));

  const stands = async (personId: number, rule: PolicyRule, target: Target): Promise<boolean> => {
    if (has(rule, 'official')) return true;
    if (has(rule, 'self') && target.personId === personId) return true;
    if (!has(rule, 'manager') || target.accountId === null) return false;
    const account = (await access.accountsOf(personId)).find((a) => a.accountId === target.accountId);
    return account !== undefined && !account.own && mayManage(account);
  };

  const mayAnywhere = async (personId: number, rule: PolicyRule): Promise<boolean> => {
    const held = await heldBy(personId);
    if (has(rule, 'official') || has(rule, 'self')) return true;
    if (held.roles.some((one) => reachOf(rule, one) !== undefined)) return true;
    return has(rule, 'manager') && (await access.accountsOf(personId)).some((a) => !a.own && mayManage(a));
  };

  const may = async (personId: number, rule: PolicyRule, scope?: Scope): Promise<boolean> => {
    if (scope === undefined) return mayAnywhere(personId, rule);
    const { province, roles } = await heldBy(personId);
    const targets = await targetsOf(pools, scope);
    if (targets.length === 0) return has(rule, 'official') || roles.some((held) => coversAll(rule, held));
    for (const target of targets) {
      if (!target) throw new AppError('request.not-found');
      if (target.province !== province) return false;
      const allowed = roles.some((held) => coversTarget(rule, held, target)) || (await stands(personId, rule, target));
      if (!allowed) return false;
    }
    return true;
  };

  const rolesFor = async (personId: number, rule: PolicyRule, scope: Scope): Promise<Role[]> => {
    const { province, roles } = await heldBy(personId);
    const targets = await targetsOf(pools, scope);
    if (targets.some((target) => target?.province !== province)) return [];
    const fitting = roles.filter((held) =>
      targets.length === 0 ? coversAll(rule, held) : targets.every((t) => coversTarget(rule, held, t!)),
    );
    return [...new Set(fitting.map((held) => held.role))];
  };

  return {
    rolesOf: heldBy,
    may,
    rolesFor,
    delegatesBy: async (personId, scope) => {
      if ((await rolesFor(personId, 'delegation.grant', scope)).length > 0) return 'role';
      return (await may(personId, 'delegation.grant', scope)) ? 'manage' : undefined;
    },
    authorise: async (personId, rule, scope) => {
      if (!(await may(personId, rule, scope))) throw new Forbidden(rule);
    },
    extentOf: async (personId, rule) => {
      const { province, roles } = await heldBy(personId);
      const counted = roles.filter((held) => reachOf(rule, held) !== undefined);
      if (has(rule, 'official') || counted.some((held) => coversAll(rule, held))) {
        return { province, whole: true, roots: [], kinds: [] };
      }
      const byKind = counted.filter((held) => reachOf(rule, held) === 'kinds' && held.organisationId === null);
      // Kinds within a part of the tree are rare and narrower than either: a list leaves them out.
      const byPart = counted.filter((held) => reachOf(rule, held) === 'part');
      return {
        province,
        whole: false,
        roots: [...new Set(byPart.flatMap((held) => held.organisationId ?? []))],
        kinds: [...new Set(byKind.flatMap((held) => kindsOf(held, province)))],
      };
    },
    rulesOf: async (personId) => {
      const allowed = await Promise.all(rules.map((rule) => mayAnywhere(personId, rule)));
      return rules.filter((_, i) => allowed[i]);
    },
    stop: async () => {
      stopResync();
      await unlisten();
    },
  };
}
