import type { FastifyRequest } from 'fastify';
import type { HttpApp, Pools, Scope } from '../../platform/index.ts';
import type { Regulation } from '../../regulation/index.ts';

/** Who asks, by session or HTTP Basic, and their province. */
export interface PersonActor {
  kind: 'person';
  personId: number;
  province: string;
  remoteAddress?: string;
}

export interface CoreRoutesDeps {
  pools: Pools;
  regulation: Regulation;
  /** What `accounts` knows of who asks and what they may; the rules are those of its `policy.ts`. */
  accounts: {
    actorOf(request: FastifyRequest): Promise<PersonActor>;
    may(personId: number, rule: DirectoryRule, scope?: Scope): Promise<boolean>;
    authorise(personId: number, rule: DirectoryRule, scope?: Scope): Promise<void>;
  };
}

export type DirectoryRule = (typeof organisationRules)[number] | (typeof personRules)[number];

/** By which something of an organisation's page may be changed or seen. */
export const organisationRules = [
  'organisation.change',
  'organisation.contact',
  'appointment.change',
  'person.change',
  'mailbox.change',
  'delegation.read',
  'delegation.grant',
  'role.grant',
  'audit.read',
] as const;

export const personRules = [
  'person.change',
  'appointment.change',
  'mailbox.change',
  'role.grant',
  'audit.read',
] as const;

export type { HttpApp };

/** The rules of a list that hold for the person here. */
export async function rulesThatHold(
  { accounts }: CoreRoutesDeps,
  personId: number,
  rules: readonly DirectoryRule[],
  scope: Scope,
): Promise<string[]> {
  const held = await Promise.all(rules.map((rule) => accounts.may(personId, rule, scope)));
  return rules.filter((_, i) => held[i]);
}
