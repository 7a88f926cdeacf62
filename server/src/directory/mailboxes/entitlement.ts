import type { Citation } from '@congvu/contract';
import { type Regulation, type RuleValue, today } from '../../regulation/index.ts';
import type { Actor } from '../audit.ts';
import { DirectoryError } from '../errors.ts';
import { citedIf } from '../naming/rules.ts';
import { beginsWith, wordsOf } from '../naming/words.ts';

export type Basis = RuleValue<'entitlement'>['people'][number]['basis'];

/** What the rule looks at. */
export type Subject =
  | { kind: 'organisation'; organisationKind: string }
  | {
      kind: 'person';
      /** Null: the directory does not know, and nobody is refused for that. */
      officialKind: string | null;
      /** Those held now. */
      posts: readonly { organisationKind: string; position: string; isHead: boolean }[];
    };

export interface Entitlement {
  basis: Basis;
  cite: Citation | null;
  /** How the regulation describes them. */
  who: { vi: string; en: string } | null;
}

/**
 * On what ground the subject gets a mailbox (the rule `entitlement`). The first entry that fits decides; none fits: not
 * entitled. A province without the rule gives one to everybody.
 */
export function entitlementOf(regulation: Regulation, province: string, subject: Subject, at = today()): Entitlement {
  const rule = citedIf(regulation, province, 'entitlement', at);
  if (!rule) return { basis: 'of-right', cite: null, who: null };
  const found =
    subject.kind === 'organisation'
      ? rule.value.organisations.find(({ kinds }) => kinds.includes(subject.organisationKind))
      : rule.value.people.find((entry) => fits(entry, subject));
  if (!found) return { basis: 'not-entitled', cite: rule.cite, who: null };
  const { basis, cite } = found;
  return {
    basis,
    cite: cite ? regulation.citation(province, cite) : rule.cite,
    who: 'who' in found ? found.who : null,
  };
}

type PeopleEntry = RuleValue<'entitlement'>['people'][number];

function fits(entry: PeopleEntry, { officialKind, posts }: Extract<Subject, { kind: 'person' }>): boolean {
  const { officialKinds, organisationKinds, positions, heads } = entry;
  if (officialKinds && officialKind !== null && !(officialKinds as string[]).includes(officialKind)) return false;
  if (!organisationKinds && !positions && !heads) return true;
  return posts.some(({ organisationKind, position, isHead }) => {
    if (organisationKinds && !organisationKinds.includes(organisationKind)) return false;
    if (!positions && !heads) return true;
    const words = wordsOf(position);
    return (heads && isHead) || (positions?.some((beginning) => beginsWith(words, wordsOf(beginning))) ?? false);
  });
}

/**
 * Refuses a mailbox to whom the regulation gives none. Operators at the machine and the server itself may go beyond it: the
 * audit says who did.
 * @throws DirectoryError `directory.not-entitled`, `directory.commitment-needed`.
 */
export function requireEntitlement({ basis, cite, who }: Entitlement, document: string | null, by: Actor): void {
  if (by.kind !== 'person') return;
  const details = { basis, cite, who };
  if (basis === 'not-entitled') throw new DirectoryError('directory.not-entitled', cite?.text ?? '', details);
  if (basis === 'on-commitment' && document === null) {
    throw new DirectoryError('directory.commitment-needed', cite?.text ?? '', details);
  }
}
