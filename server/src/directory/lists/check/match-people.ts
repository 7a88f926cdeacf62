/** Rows of people against the directory and each other: where they work, whom the directory has already, who heads what. */
import type { Decision, ListMatch } from '@congvu/contract';
import { fold } from '../../naming/fold.ts';
import { isHeadPosition } from '../values/head.ts';
import { tidyText } from '../values/name.ts';
import type { StoredPerson } from './directory-state.ts';
import { type PersonDraft, type Ref, refKey } from './drafts.ts';
import { makeIssue } from './issues.ts';
import {
  applyDecision,
  type Canonical,
  dayText,
  inLine,
  type MatchContext,
  notFound,
  placed,
  placeOf,
} from './match-organisations.ts';
import type { KnownOrganisation } from './organisation-index.ts';

export interface PeopleContext extends MatchContext {
  canonical: Canonical;
  /** Everyone who might be one of them. */
  people: readonly StoredPerson[];
  codesOfGone: ReadonlyMap<string, string>;
}

/** Names are compared without marks and case. */
export const personKey = (name: string): string => fold(tidyText(name));

export function matchPeople(drafts: readonly PersonDraft[], context: PeopleContext): void {
  const known = new KnownPeople(context.people);
  const seen = new SeenPeople();
  for (const draft of drafts) {
    findOrganisation(draft, context);
    if (!draft.name) continue;
    findMatch(draft, known, seen, context);
    decide(draft, context);
    checkCode(draft, context);
    checkScope(draft, context);
  }
  findHeads(drafts, context);
}

function findOrganisation(draft: PersonDraft, context: PeopleContext): void {
  const { index, canonical, under } = context;
  const { organisationCode, organisationText, organisationAt, parentText, section } = draft;
  const within = under === null ? null : { id: under };
  const take = (organisation: KnownOrganisation, value: string) => {
    if (organisation.until) {
      draft.issues.push(makeIssue('organisation.ended', organisationAt, { value, day: dayText(organisation.until) }));
    } else draft.organisation = canonical.of(organisation.ref);
  };
  if (organisationCode) {
    const found = index.byCode(organisationCode);
    if (found) take(found, organisationCode);
    else draft.issues.push(makeIssue('organisation.code-unknown', organisationAt, { value: organisationCode }));
    return;
  }
  const text = organisationText || section;
  if (text) {
    const byCode = index.byCode(text.toUpperCase());
    const found = byCode ? { is: 'found' as const, organisation: byCode } : index.find(text, parentText, within);
    if (found.is === 'found') {
      take(found.organisation, text);
      return;
    }
    // A heading that names no organisation is only a heading.
    if (organisationText || under === null) {
      draft.issues.push(notFound(found, text, organisationAt, index));
      return;
    }
  }
  if (under !== null) draft.organisation = { id: under };
  else draft.issues.push(makeIssue('person.no-organisation', organisationAt));
}

class KnownPeople {
  readonly #byCode = new Map<string, StoredPerson>();
  readonly #byName = new Map<string, StoredPerson[]>();
  readonly #byAddress = new Map<string, StoredPerson>();

  constructor(people: readonly StoredPerson[]) {
    for (const person of people) {
      if (person.code) this.#byCode.set(person.code.toUpperCase(), person);
      if (person.address) this.#byAddress.set(person.address, person);
      const key = personKey(person.name);
      this.#byName.set(key, [...(this.#byName.get(key) ?? []), person]);
    }
  }

  /** The one it is, or may be, and by what. */
  find(draft: PersonDraft): { person: StoredPerson; by: ListMatch['by']; sure: boolean } | undefined {
    const byCode = draft.code ? this.#byCode.get(draft.code) : undefined;
    if (byCode) return { person: byCode, by: 'code', sure: true };
    const byAddress = draft.wanted ? this.#byAddress.get(draft.wanted) : undefined;
    if (byAddress && personKey(byAddress.name) === personKey(draft.name))
      return { person: byAddress, by: 'address', sure: true };
    // Whoever has another code is another person.
    const namesakes = (this.#byName.get(personKey(draft.name)) ?? []).filter((one) => !(one.code && draft.code));
    const born = namesakes.filter((one) => sameBirth(draft, one.born));
    if (born.length > 0) return { person: nearest(born, draft), by: 'name-and-birth', sure: true };
    const here = namesakes.find(
      (one) => (!one.born || !draft.born) && one.posts.some((post) => worksAt(draft, post.organisationId)),
    );
    return here && { person: here, by: 'name-and-organisation', sure: false };
  }
}

const worksAt = (draft: PersonDraft, organisationId: number) =>
  draft.organisation !== null && 'id' in draft.organisation && draft.organisation.id === organisationId;

function nearest(people: StoredPerson[], draft: PersonDraft): StoredPerson {
  return people.find((one) => one.posts.some((post) => worksAt(draft, post.organisationId))) ?? people[0]!;
}

/** A year alone is kept as its first day, so such a day is compared by its year. */
function sameBirth({ born, bornExact }: PersonDraft, other: string | null): boolean {
  if (!born || !other) return false;
  if (!bornExact || other.endsWith('-01-01')) return born.slice(0, 4) === other.slice(0, 4);
  return born === other;
}

/** Rows that came before. */
class SeenPeople {
  readonly #byCode = new Map<string, PersonDraft>();
  readonly #byName = new Map<string, PersonDraft[]>();

  find(draft: PersonDraft): { earlier: PersonDraft; by: ListMatch['by'] } | undefined {
    const byCode = draft.code ? this.#byCode.get(draft.code) : undefined;
    if (byCode) return { earlier: byCode, by: 'code' };
    for (const earlier of this.#byName.get(personKey(draft.name)) ?? []) {
      if (earlier.code && draft.code) continue;
      if (draft.born && earlier.born) {
        const exact = draft.bornExact && earlier.bornExact;
        if (exact ? draft.born === earlier.born : draft.born.slice(0, 4) === earlier.born.slice(0, 4)) {
          return { earlier, by: 'name-and-birth' };
        }
      } else if (
        earlier.organisation &&
        draft.organisation &&
        refKey(earlier.organisation) === refKey(draft.organisation)
      ) {
        if (!draft.position || !earlier.position || fold(draft.position) === fold(earlier.position))
          return { earlier, by: 'name-and-organisation' };
      }
    }
    return undefined;
  }

  add(draft: PersonDraft): void {
    if (draft.code && !this.#byCode.has(draft.code)) this.#byCode.set(draft.code, draft);
    const key = personKey(draft.name);
    const list = this.#byName.get(key);
    if (list) list.push(draft);
    else this.#byName.set(key, [draft]);
  }
}

const reasons: Record<ListMatch['by'], { vi: string; en: string }> = {
  code: { vi: 'cùng mã cán bộ', en: 'the same code' },
  address: { vi: 'cùng hộp thư', en: 'the same mailbox' },
  'name-and-birth': { vi: 'cùng họ tên và ngày sinh', en: 'the same name and birth' },
  'name-and-organisation': { vi: 'cùng họ tên, cùng đơn vị', en: 'the same name in the same organisation' },
  'name-and-parent': { vi: 'cùng tên', en: 'the same name' },
};

function findMatch(draft: PersonDraft, known: KnownPeople, seen: SeenPeople, { index }: PeopleContext): void {
  const twin = seen.find(draft);
  seen.add(draft);
  if (twin) {
    const { earlier, by } = twin;
    if (by === 'code' && personKey(earlier.name) !== personKey(draft.name)) {
      draft.issues.push(makeIssue('person.code-taken', draft.codeAt, { value: draft.code!, ...inLine(earlier) }));
      return;
    }
    draft.target = { row: earlier.row };
    const detail = [earlier.position, organisationName(earlier.organisation, index)].filter(Boolean).join(', ');
    draft.match = { id: null, line: earlier.line, name: earlier.name, detail, address: null, by };
    draft.issues.push(
      makeIssue('duplicate.in-file', draft.nameAt, {
        line: String(earlier.line),
        name: earlier.name,
        'why.vi': reasons[by].vi,
        'why.en': reasons[by].en,
      }),
    );
    return;
  }
  const found = known.find(draft);
  if (!found) return;
  const { person, by, sure } = found;
  const post = person.posts[0];
  const detail = [post?.position, post?.organisation, person.born && dayText(person.born)].filter(Boolean).join(', ');
  draft.target = { id: person.id };
  draft.match = { id: person.id, line: null, name: person.name, detail, address: person.address, by };
  const values = { name: person.name, detail: detail || '—', 'why.vi': reasons[by].vi, 'why.en': reasons[by].en };
  draft.issues.push(makeIssue(sure ? 'duplicate.in-directory' : 'duplicate.maybe', draft.nameAt, values));
  if (by === 'code' && personKey(person.name) !== personKey(draft.name)) {
    draft.issues.push(makeIssue('person.other-name', draft.nameAt, { name: person.name }));
  }
}

export function organisationName(ref: Ref | null, index: MatchContext['index']): string {
  return (ref && index.get(ref)?.name) ?? '';
}

function decide(draft: PersonDraft, { options }: PeopleContext): void {
  if (!draft.match) return;
  const unique = draft.match.by === 'code' || draft.match.by === 'address';
  // `update` of a row of the list: another position of the same person.
  const possible: Decision[] = unique ? ['skip', 'update'] : ['skip', 'update', 'add'];
  const shared = draft.match.by === 'code' ? { vi: 'mã cán bộ', en: 'code' } : { vi: 'hộp thư', en: 'mailbox' };
  applyDecision(draft, possible, options, unique ? shared : null);
}

/** Of someone who has left: nobody else gets their code. */
function checkCode(draft: PersonDraft, { codesOfGone }: PeopleContext): void {
  const holder = draft.code && draft.outcome === 'add' ? codesOfGone.get(draft.code) : undefined;
  if (holder === undefined) return;
  draft.issues.push(
    makeIssue('duplicate.cannot-add', draft.codeAt, {
      name: holder,
      why: 'mã cán bộ',
      'why.vi': 'mã cán bộ',
      'why.en': 'code',
    }),
  );
}

function checkScope(draft: PersonDraft, { allows, index, canonical, stored }: PeopleContext): void {
  if (draft.outcome === 'skip' || !draft.organisation) return;
  const place = placeOf(draft.organisation, index, canonical, stored, index.get(draft.organisation)?.kind ?? '');
  if (place && allows(place)) return;
  draft.issues.push(
    makeIssue('organisation.not-here', draft.organisationAt, { value: organisationName(draft.organisation, index) }),
  );
}

/** An organisation has one head. Where no column says who, a head's position does, if it is held by one alone. */
function findHeads(drafts: readonly PersonDraft[], { options, stored, index }: PeopleContext): void {
  const heads = new Map<string, PersonDraft>();
  const guessed = new Map<string, PersonDraft[]>();
  const counted = drafts.filter((draft) => draft.outcome !== 'skip' && draft.organisation);
  for (const draft of counted) {
    const key = refKey(draft.organisation!);
    if (draft.head === true) {
      const other = heads.get(key)?.name ?? storedHead(draft, stored);
      if (other === undefined || other === draft.match?.name) heads.set(key, draft);
      else {
        tellOther(draft, other, index);
        draft.head = false;
      }
    } else if (draft.head === null && options.guessHeads && draft.position && isHeadPosition(draft.position)) {
      guessed.set(key, [...(guessed.get(key) ?? []), draft]);
    }
  }
  for (const [key, all] of guessed) {
    const [only] = all;
    if (all.length > 1 || heads.has(key) || storedHead(only!, stored) !== undefined) continue;
    only!.head = true;
    const organisation = index.get(only!.organisation!);
    only!.issues.push(makeIssue('head.guessed', null, { name: organisation ? placed(organisation, index) : '' }));
  }
}

function storedHead({ organisation }: PersonDraft, stored: PeopleContext['stored']): string | undefined {
  return organisation && 'id' in organisation ? (stored.get(organisation.id)?.head ?? undefined) : undefined;
}

function tellOther(draft: PersonDraft, other: string, index: PeopleContext['index']): void {
  draft.issues.push(makeIssue('head.several', null, { name: organisationName(draft.organisation, index), other }));
}
