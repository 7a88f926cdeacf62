import type { RuleValue } from '../../regulation/index.ts';
import { foldWords } from './fold.ts';
import { type Candidate, candidates, type Variables } from './ladder.ts';
import { initials } from './person-name.ts';

export interface OrganisationToName {
  name: string;
  kind: string;
  /** The local part of the mailbox of the organisation above it, where it has one. */
  parentLocal?: string | undefined;
}

/** The candidates for an organisation's address, or undefined when the rule has no form for its kind. */
export function organisationCandidates(
  rule: RuleValue<'organisation-address'>,
  organisation: OrganisationToName,
): Iterable<Candidate> | undefined {
  const form = rule.forms.find((f) => f.kinds.includes(organisation.kind));
  if (!form) return undefined;
  const variables = organisationVariables(organisation, rule.drop, form.strip ?? []);
  const exception = form.exceptions?.find((e) => endsWith(foldWords(organisation.name), foldWords(e.name)));
  const ladder = candidates(form.ladder, variables);
  if (!exception) return ladder;
  return [{ local: exception.local, cite: exception.cite, note: null }, ...ladder];
}

export function organisationVariables(
  organisation: OrganisationToName,
  drop: readonly string[],
  strip: readonly string[],
): Variables {
  const words = foldWords(organisation.name);
  const dropped = new Set(drop.flatMap(foldWords));
  const { place, kind } = placeOf(words, strip.map(foldWords));
  // "Phường 1": the number alone would say nothing.
  const numbered = place.length > 0 && place.every((word) => /^\d+$/.test(word));
  const whole = [...kind, ...place].join('');
  return {
    abbreviation: initials(words.filter((word) => !dropped.has(word))) || undefined,
    name: words.join('') || undefined,
    place: (numbered ? whole : place.join('')) || undefined,
    'place.kind': kind.length > 0 ? whole : undefined,
    parent: organisation.parentLocal,
  };
}

/** Takes the words of kind off the front: `uy ban nhan dan`, then `huyen`. `kind` is the last taken. */
function placeOf(words: readonly string[], strip: string[][]): { place: string[]; kind: string[] } {
  let place = [...words];
  let kind: string[] = [];
  for (let again = true; again; ) {
    const found = strip.find((prefix) => place.length > prefix.length && startsWith(place, prefix));
    again = found !== undefined;
    if (!found) break;
    kind = found;
    place = place.slice(found.length);
  }
  return { place, kind };
}

function startsWith(words: readonly string[], prefix: readonly string[]): boolean {
  return prefix.every((word, i) => words[i] === word);
}

function endsWith(words: readonly string[], suffix: readonly string[]): boolean {
  return suffix.length <= words.length && startsWith(words.slice(words.length - suffix.length), suffix);
}
