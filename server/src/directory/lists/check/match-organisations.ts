/** Rows of organisations against the directory and each other: kinds, what stands above, what is there already. */
import type { Decision, ListMatch, ListOptions } from '@congvu/contract';
import type { RuleValue } from '../../../regulation/index.ts';
import { foldWords } from '../../naming/fold.ts';
import { guessKind } from '../../naming/guess-kind.ts';
import type { StoredOrganisation } from './directory-state.ts';
import { type OrganisationDraft, type Ref, refKey } from './drafts.ts';
import { makeIssue } from './issues.ts';
import { type KnownOrganisation, nameKey, type OrganisationIndex } from './organisation-index.ts';

export interface MatchContext {
  kinds: RuleValue<'organisation-kinds'>;
  options: ListOptions;
  under: number | null;
  index: OrganisationIndex;
  stored: ReadonlyMap<number, StoredOrganisation>;
  /** Whether whoever imports may change there; null: at the top of the tree. */
  allows(place: { path: readonly number[]; kind: string } | null): boolean;
}

/** By row number: what a reference to a row comes to. */
export class Canonical {
  readonly #drafts: ReadonlyMap<number, OrganisationDraft>;

  constructor(drafts: readonly OrganisationDraft[]) {
    this.#drafts = new Map(drafts.map((draft) => [draft.row, draft]));
  }

  draft(ref: Ref): OrganisationDraft | undefined {
    return 'row' in ref ? this.#drafts.get(ref.row) : undefined;
  }

  of(ref: Ref): Ref {
    let now = ref;
    for (let steps = 0; 'row' in now && steps < 100; steps++) {
      const draft = this.#drafts.get(now.row);
      if (!draft?.target || draft.outcome === 'add') return now;
      now = draft.target;
    }
    return now;
  }
}

export function matchOrganisations(drafts: readonly OrganisationDraft[], context: MatchContext): Canonical {
  const { index } = context;
  const canonical = new Canonical(drafts);
  for (const draft of drafts) readKind(draft, context);
  for (const draft of drafts) {
    if (draft.name) index.add(known(draft, null));
  }
  for (const draft of drafts) if (draft.name) findParent(draft, context);
  for (const draft of drafts) {
    const entry = index.get({ row: draft.row });
    if (entry) entry.parent = draft.parent;
  }
  const inOrder = parentsFirst(drafts, index);
  const seen = new Map<string, OrganisationDraft>();
  for (const draft of inOrder) {
    if (!draft.name) continue;
    if (draft.parent) draft.parent = canonical.of(draft.parent);
    findMatch(draft, context, seen);
    decide(draft, context);
    checkScope(draft, context, canonical);
  }
  return canonical;
}

function known(draft: OrganisationDraft, parent: Ref | null): KnownOrganisation {
  const { row, name, shortName, code, legacyCode } = draft;
  return { ref: { row }, name, shortName, kind: draft.organisationKind ?? '', code, legacyCode, parent, until: null };
}

function readKind(draft: OrganisationDraft, { kinds }: MatchContext): void {
  const { kindText, name } = draft;
  if (kindText) {
    const wanted = foldWords(kindText).join(' ');
    const named = kinds.find(({ kind, name: text }) =>
      [kind, text.vi, text.en].some((one) => foldWords(one).join(' ') === wanted),
    );
    // `Huyện` for the kind named `Huyện, thị xã, thành phố`, `Phòng` for `Phòng, ban, chi cục`.
    const partly =
      named ??
      kinds.find(({ name: text }) => text.vi.split(/[,;]/).some((part) => foldWords(part).join(' ') === wanted));
    draft.organisationKind = (partly?.kind ?? guessKind(kindText, kinds)) || null;
    if (draft.organisationKind) return;
    const suggestions = kinds.slice(0, 6).map(({ name: text }) => text);
    draft.issues.push(
      makeIssue('organisation.kind-unknown', draft.kindAt, {
        value: kindText,
        'suggestions.vi': ` Các loại: ${suggestions.map((text) => text.vi).join('; ')} …`,
        'suggestions.en': ` Kinds: ${suggestions.map((text) => text.en).join('; ')} …`,
      }),
    );
    return;
  }
  draft.organisationKind = guessKind(name, kinds) ?? null;
  if (!draft.organisationKind && name)
    draft.issues.push(makeIssue('organisation.kind-open', draft.nameAt, { value: name }));
}

function findParent(draft: OrganisationDraft, { index, under }: MatchContext): void {
  const { parentCode, parentText, parentAt } = draft;
  if (parentCode) {
    const found = index.byCode(parentCode);
    if (found) draft.parent = found.ref;
    else draft.issues.push(makeIssue('organisation.code-unknown', parentAt, { value: parentCode }));
    return;
  }
  if (!parentText) {
    draft.parent = under === null ? null : { id: under };
    return;
  }
  const byCode = index.byCode(parentText.toUpperCase());
  if (byCode) {
    draft.parent = byCode.ref;
    return;
  }
  const found = index.find(parentText, '', under === null ? null : { id: under });
  if (found.is === 'found') {
    if (found.organisation.until) {
      draft.issues.push(
        makeIssue('organisation.ended', parentAt, { value: parentText, day: dayText(found.organisation.until) }),
      );
    } else draft.parent = found.organisation.ref;
    return;
  }
  draft.issues.push(notFound(found, parentText, parentAt, index));
}

/** The issue for a name that leads to none or to several. */
export function notFound(
  found: Exclude<ReturnType<OrganisationIndex['find']>, { is: 'found' }>,
  value: string,
  at: string | null,
  index: OrganisationIndex,
) {
  if (found.is === 'ambiguous') {
    const names = found.all.slice(0, 3).map((one) => placed(one, index));
    return makeIssue('organisation.ambiguous', at, {
      value,
      count: String(found.all.length),
      names: `${names.join('; ')}${found.all.length > 3 ? ' …' : ''}`,
    });
  }
  const names = found.suggestions.map((one) => `“${placed(one, index)}”`).join(', ');
  return makeIssue('organisation.unknown', at, {
    value,
    'suggestions.vi': names ? ` Gần giống: ${names}.` : '',
    'suggestions.en': names ? ` Like it: ${names}.` : '',
    suggestions: names ? ` ${names}` : '',
  });
}

/** A name with that of what stands above it. */
export function placed(organisation: KnownOrganisation, index: OrganisationIndex): string {
  const above = organisation.parent && index.get(organisation.parent);
  return above?.parent ? `${organisation.name}, ${above.name}` : organisation.name;
}

/** Rows after those they stand under; where these go in a circle, each of them is told. */
function parentsFirst(drafts: readonly OrganisationDraft[], index: OrganisationIndex): OrganisationDraft[] {
  const byRow = new Map(drafts.map((draft) => [draft.row, draft]));
  const done = new Set<number>();
  const order: OrganisationDraft[] = [];
  for (const draft of drafts) {
    const chain: OrganisationDraft[] = [];
    for (let at: OrganisationDraft | undefined = draft; at && !done.has(at.row); ) {
      const circle = chain.indexOf(at);
      if (circle >= 0) {
        tellCircle(chain.slice(circle), index);
        break;
      }
      chain.push(at);
      at = at.parent && 'row' in at.parent ? byRow.get(at.parent.row) : undefined;
    }
    for (const one of chain.reverse()) {
      if (done.has(one.row)) continue;
      done.add(one.row);
      order.push(one);
    }
  }
  return order;
}

function tellCircle(circle: readonly OrganisationDraft[], index: OrganisationIndex): void {
  for (const [i, draft] of circle.entries()) {
    const names = [...circle.slice(i), ...circle.slice(0, i), draft].slice(0, 6).map((one) => one.name);
    draft.issues.push(makeIssue('organisation.under-itself', draft.parentAt, { names: names.join(' → ') }));
    draft.parent = null;
    const entry = index.get({ row: draft.row });
    if (entry) entry.parent = null;
  }
}

function findMatch(
  draft: OrganisationDraft,
  { index, stored }: MatchContext,
  seen: Map<string, OrganisationDraft>,
): void {
  const keys = [draft.code, draft.legacyCode].filter((code) => code !== null);
  const byCode = keys.map((code) => index.byCode(code)).find((one) => one && one.until === null && 'id' in one.ref);
  if (byCode && 'id' in byCode.ref) {
    const there = stored.get(byCode.ref.id)!;
    setMatch(draft, there, 'code', stored);
    if (nameKey(there.name) !== nameKey(draft.name)) {
      draft.issues.push(makeIssue('organisation.other-name', draft.nameAt, { name: there.name }));
    }
    tellOtherParent(draft, there, stored);
    return;
  }
  const parent = draft.parent ? refKey(draft.parent) : '';
  const names = `${nameKey(draft.name)}\n${parent}`;
  const earlier = [...keys.map((code) => seen.get(`code\n${code}`)), seen.get(names)].find(Boolean);
  for (const code of keys) if (!seen.has(`code\n${code}`)) seen.set(`code\n${code}`, draft);
  if (!seen.has(names)) seen.set(names, draft);
  if (earlier) {
    const shared = keys.find((code) => code === earlier.code || code === earlier.legacyCode);
    if (shared !== undefined && nameKey(earlier.name) !== nameKey(draft.name)) {
      draft.issues.push(
        makeIssue('organisation.code-taken', draft.codeAt ?? draft.legacyAt, { value: shared, ...inLine(earlier) }),
      );
      return;
    }
    const same = shared !== undefined;
    draft.target = { row: earlier.row };
    draft.match = {
      id: null,
      line: earlier.line,
      name: earlier.name,
      detail: '',
      address: null,
      by: same ? 'code' : 'name-and-parent',
    };
    const why = same
      ? { vi: 'cùng mã định danh', en: 'the same code' }
      : { vi: 'cùng tên, cùng cấp trên', en: 'the same name under the same organisation' };
    draft.issues.push(
      makeIssue('duplicate.in-file', draft.nameAt, {
        line: String(earlier.line),
        name: earlier.name,
        'why.vi': why.vi,
        'why.en': why.en,
      }),
    );
    return;
  }
  const there = index.named(draft.name).flatMap(({ ref, until }) => {
    const one = 'id' in ref && until === null ? stored.get(ref.id) : undefined;
    return one ? [one] : [];
  });
  const said = draft.parentText !== '' || draft.parentCode !== null;
  const beside = there.filter((one) => (one.parentId === null ? '' : refKey({ id: one.parentId })) === parent);
  const match = beside.length === 1 ? beside[0] : !said && there.length === 1 ? there[0] : undefined;
  if (match) setMatch(draft, match, 'name-and-parent', stored);
}

/** `{name}` of a row that came before. */
export function inLine({ name, line }: { name: string; line: number }): Record<string, string> {
  return { name, 'name.vi': `${name} (dòng ${line})`, 'name.en': `${name} (line ${line})` };
}

function setMatch(
  draft: OrganisationDraft,
  there: StoredOrganisation,
  by: ListMatch['by'],
  stored: MatchContext['stored'],
): void {
  const above = there.parentId === null ? undefined : stored.get(there.parentId);
  draft.target = { id: there.id };
  draft.match = {
    id: there.id,
    line: null,
    name: there.name,
    detail: above?.name ?? '',
    address: there.local,
    by,
  };
  const why =
    by === 'code' ? { vi: 'cùng mã định danh', en: 'the same code' } : { vi: 'cùng tên', en: 'the same name' };
  draft.issues.push(
    makeIssue('duplicate.in-directory', draft.nameAt, {
      name: there.name,
      detail: above?.name ?? '',
      'why.vi': why.vi,
      'why.en': why.en,
    }),
  );
}

function tellOtherParent(draft: OrganisationDraft, there: StoredOrganisation, stored: MatchContext['stored']): void {
  const said = draft.parentText !== '' || draft.parentCode !== null;
  const same = draft.parent && 'id' in draft.parent && draft.parent.id === there.parentId;
  if (!said || same || !draft.parent) return;
  const above = there.parentId === null ? undefined : stored.get(there.parentId);
  draft.issues.push(makeIssue('organisation.other-parent', draft.parentAt, { name: above?.name ?? '—' }));
}

/** Skip, update or add, as chosen for the row or for all. */
function decide(draft: OrganisationDraft, { options }: MatchContext): void {
  const { match } = draft;
  if (!match) return;
  const possible: Decision[] = match.id === null ? ['skip'] : ['skip', 'update'];
  if (match.by !== 'code') possible.push('add');
  applyDecision(draft, possible, options, match.by === 'code' ? { vi: 'mã định danh', en: 'code' } : null);
}

/** `unique`: what two can't share, where that is why one can't be added. */
export function applyDecision(
  draft: Pick<OrganisationDraft, 'key' | 'decisions' | 'outcome' | 'issues' | 'match'>,
  possible: readonly Decision[],
  options: ListOptions,
  unique: { vi: string; en: string } | null,
): void {
  const wanted = options.decisions[draft.key] ?? options.duplicates;
  const chosen = possible.includes(wanted) ? wanted : 'skip';
  draft.decisions = [chosen, ...possible.filter((one) => one !== chosen)];
  draft.outcome = chosen;
  if (wanted === 'add' && unique && options.decisions[draft.key] === 'add') {
    draft.issues.push(
      makeIssue('duplicate.cannot-add', null, {
        name: draft.match?.name ?? '',
        why: unique.vi,
        'why.vi': unique.vi,
        'why.en': unique.en,
      }),
    );
    draft.outcome = 'fault';
  }
  // What is wrong with a row that is left out is in nobody's way.
  if (draft.outcome === 'skip') {
    draft.issues = draft.issues.map((issue) => (issue.level === 'fault' ? { ...issue, level: 'warning' } : issue));
  }
}

function checkScope(draft: OrganisationDraft, { allows, stored, index }: MatchContext, canonical: Canonical): void {
  if (draft.outcome === 'skip' || draft.outcome === 'fault') return;
  const place = draft.outcome === 'update' && draft.target ? draft.target : draft.parent;
  if (allows(placeOf(place, index, canonical, stored, draft.organisationKind ?? ''))) return;
  draft.issues.push(makeIssue('organisation.not-here', draft.nameAt, { value: draft.name }));
}

/** Where in the directory's tree something stands, also what is only planned: by the nearest that is there. */
export function placeOf(
  ref: Ref | null,
  index: OrganisationIndex,
  canonical: Canonical,
  stored: MatchContext['stored'],
  kind: string,
): { path: readonly number[]; kind: string } | null {
  for (let at = ref && canonical.of(ref), steps = 0; at && steps < 50; steps++) {
    if ('id' in at) {
      const there = stored.get(at.id);
      return there ? { path: there.path, kind: kind || there.kind } : null;
    }
    const above: Ref | null = index.get(at)?.parent ?? null;
    at = above && canonical.of(above);
  }
  return null;
}

export const dayText = (day: string): string => day.split('-').reverse().join('/');
