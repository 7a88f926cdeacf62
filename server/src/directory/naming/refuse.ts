/** What speaks against a local part, whoever else has it. */
import type { RuleValue } from '../../regulation/index.ts';
import type { Candidate, Note } from './ladder.ts';

/**
 * `taken`: an address of a mailbox; `retired`: still its last holder's; `reserved`: of the system; `unsuitable`: it spells
 * something; `namesake`: others bear the name, so the rule asks for a longer one; `too-long`, `not-an-address`: RFC 5321.
 */
export type Refusal = 'taken' | 'retired' | 'reserved' | 'unsuitable' | 'namesake' | 'too-long' | 'not-an-address';

export interface Against {
  reserved: ReadonlySet<string>;
  unsuitable: ReadonlyMap<string, Note>;
}

/** In octets (RFC 5321 §4.5.3.1.1); addresses here are ASCII. */
export const longestLocalPart = 64;

export function against(
  reserved: RuleValue<'reserved-addresses'> | undefined,
  unsuitable: RuleValue<'unsuitable-addresses'> | undefined,
): Against {
  return {
    reserved: reservedNames(reserved?.local ?? []),
    unsuitable: new Map((unsuitable ?? []).flatMap(({ words, why }) => words.map((word) => [word, why] as const))),
  };
}

export function fault(
  { local, abbreviations, namesakes }: Pick<Candidate, 'local' | 'abbreviations' | 'namesakes'>,
  { reserved, unsuitable }: Against,
): { reason: Refusal; because?: Note } | undefined {
  if (namesakes) return { reason: 'namesake', ...told(namesakes) };
  if (local.length > longestLocalPart) return { reason: 'too-long' };
  if (!isLocalPart(local)) return { reason: 'not-an-address' };
  if (reserved.has(local)) return { reason: 'reserved' };
  for (const word of [...local.split(/[._-]/), ...abbreviations]) {
    const because = unsuitable.get(word);
    if (because) return { reason: 'unsuitable', because };
  }
  return undefined;
}

function told(names: readonly string[]): { because?: Note } {
  if (names.length === 0) return {};
  const list = names.slice(0, 3).join(', ') + (names.length > 3 ? ', …' : '');
  return { because: { vi: list, en: list } };
}

/** A local part that this system gives out: letters, digits, and `.`, `-`, `_` between them, at most 64 (RFC 5321 §4.5.3.1.1). */
export function isLocalPart(local: string): boolean {
  return local.length <= longestLocalPart && /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(local);
}

/** RFC 2142: mailboxes every domain keeps for its operators. */
const serviceNames = ['postmaster', 'abuse', 'hostmaster', 'webmaster', 'security', 'noc', 'info', 'support', 'www'];

export function reservedNames(profile: readonly string[]): ReadonlySet<string> {
  return new Set([...serviceNames, ...profile]);
}
