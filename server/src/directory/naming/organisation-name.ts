import type { NamingForm, RuleValue } from '../../regulation/index.ts';
import { foldWords } from './fold.ts';
import type { Variables } from './ladder.ts';
import { initials } from './person-name.ts';
import { beginsWith, endsWith, foldedOf, type Word, wordsOf } from './words.ts';

/** What stands above an organisation, the nearest first. */
export interface Above {
  kind: string;
  /** Left out: only its address is known. */
  name?: string | undefined;
  /** The local part of its mailbox. */
  local: string;
}

export interface OrganisationToName {
  name: string;
  kind: string;
  above?: readonly Above[] | undefined;
}

type Rule = RuleValue<'organisation-address'>;

/** The form for an organisation of this kind and name; undefined: the rule has none. */
export function formFor(rule: Rule, { kind, name }: Pick<OrganisationToName, 'kind' | 'name'>): NamingForm | undefined {
  const words = wordsOf(name);
  return rule.forms.find(
    (form) =>
      (!form.kinds || form.kinds.includes(kind)) &&
      (!form.begins || form.begins.some((beginning) => beginsWith(words, wordsOf(beginning)))),
  );
}

/** A name taken apart, folded. `kind` is the last of the words of kind at its front: of `Ủy ban nhân dân huyện`, `huyen`. */
export interface ParsedName {
  words: string[];
  kind: string[];
  own: string[];
  tail: string | undefined;
}

export function parseName(
  name: string,
  rule: Pick<Rule, 'tails'>,
  form: Pick<NamingForm, 'strip' | 'tails'>,
): ParsedName {
  const [words, tail] = withoutTail(wordsOf(name), [...(rule.tails ?? []), ...(form.tails ?? [])]);
  // Each once: the commune Xá Nhè is `Xã Xá Nhè`, in a list without diacritics `Xa Xa Nhe`.
  const left = (form.strip ?? []).map(wordsOf).sort((a, b) => b.length - a.length);
  let own = words;
  let kind: Word[] = [];
  for (;;) {
    const at = left.findIndex((prefix) => own.length > prefix.length && beginsWith(own, prefix));
    if (at === -1) return { words: foldedOf(words), kind: foldedOf(kind), own: foldedOf(own), tail };
    kind = left.splice(at, 1)[0]!;
    own = own.slice(kind.length);
  }
}

/** What tells two organisations of one form apart: `huyen cai lay`. */
export function keyOf({ kind, own }: ParsedName): string {
  return [...kind, ...own].join(' ');
}

/** `5` of `Phường 5`: a number alone would say nothing. */
const isNumber = (words: readonly string[]) => words.length > 0 && words.every((word) => /^\d+$/.test(word));

/** The name as an address says it: `caibe`, but `phuong5`. */
export function placeOf({ kind, own }: ParsedName): string {
  return (isNumber(own) ? [...kind, ...own] : own).join('');
}

export function organisationVariables(organisation: OrganisationToName, rule: Rule, form: NamingForm): Variables {
  const parsed = parseName(organisation.name, rule, form);
  const dropped = new Set(rule.drop.flatMap(foldWords));
  const counted = (words: string[]) => words.filter((word) => !dropped.has(word));
  const abbreviations = new Set<string>();
  const abbreviate = (words: string[]) => {
    const letters = initials(counted(words));
    if (letters.length > 1) abbreviations.add(letters);
    return letters || undefined;
  };
  const brief = (words: string[]) =>
    counted(words).length < (rule.abbreviateFrom ?? Number.POSITIVE_INFINITY) ? words.join('') : abbreviate(words);
  const { words, kind, own } = parsed;
  const code = Object.entries(form.codes ?? {}).find(([word]) => foldWords(word).join(' ') === kind.join(' '))?.[1];
  const above = organisation.above ?? [];
  const values: Record<string, string | undefined> = {
    name: words.join('') || undefined,
    brief: brief(words) || undefined,
    abbreviation: abbreviate(words),
    own: own.join('') || undefined,
    'own.brief': brief(own) || undefined,
    'own.abbreviation': abbreviate(own),
    place: placeOf(parsed) || undefined,
    kind: kind.join('') || undefined,
    'kind.code': code,
    tail: parsed.tail,
    parent: above[0]?.local,
  };
  for (const { kind: aboveKind, local } of above) values[`above.${aboveKind}`] ??= local;
  return { values, abbreviations };
}

function withoutTail(words: Word[], tails: NonNullable<Rule['tails']>): [Word[], string | undefined] {
  const found = tails
    .map(({ words: end, as }) => ({ end: wordsOf(end), as }))
    .filter(({ end }) => words.length > end.length && endsWith(words, end))
    .sort((a, b) => b.end.length - a.end.length)[0];
  return found ? [words.slice(0, -found.end.length), found.as] : [words, undefined];
}
