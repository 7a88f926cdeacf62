/** A dry run: everything a list would do, found out without changing anything. */
import { createHash } from 'node:crypto';
import type {
  KindSummary,
  ListIssueCode,
  ListKind,
  ListNote,
  ListOptions,
  ListProgress,
  ListSummary,
  SheetMapping,
} from '@congvu/contract';
import type { Queryable } from '../../../platform/index.ts';
import { type Regulation, today as todayInVietnam } from '../../../regulation/index.ts';
import { citedIf } from '../../naming/rules.ts';
import { ListError } from '../errors.ts';
import type { Book } from '../read/book.ts';
import { checkMapping } from './check-mapping.ts';
import {
  holderOf,
  readAddresses,
  readCodesOfGone,
  readOrganisations,
  readPeople,
  type StoredOrganisation,
} from './directory-state.ts';
import { type Draft, isFaulty, type OrganisationDraft, type PersonDraft } from './drafts.ts';
import { levelOf, worst } from './issues.ts';
import { type MatchContext, matchOrganisations } from './match-organisations.ts';
import { matchPeople, organisationName, personKey } from './match-people.ts';
import { OrganisationIndex } from './organisation-index.ts';
import { planNames } from './plan-names.ts';
import { readOrganisation, readPerson } from './read-draft.ts';
import { type SourceRow, sourceRows } from './source-rows.ts';

/** Where whoever imports may change the directory. */
export interface ListExtent {
  whole: boolean;
  roots: readonly number[];
  kinds: readonly string[];
}

export interface ListToCheck {
  province: { id: string; name: string };
  sheets: readonly SheetMapping[];
  options: ListOptions;
  extent: ListExtent;
}

export interface CheckedRow {
  row: number;
  sheet: number;
  line: number;
  kind: ListKind | null;
  texts: string[];
  /** Null: none of the list. */
  draft: Draft | null;
  /** Position and organisation, or kind and what it is under. */
  detail: string;
}

export interface CheckResult {
  rows: CheckedRow[];
  summary: ListSummary;
  digest: string;
}

/** What is told while it runs; throws to end it. */
export type TellProgress = (progress: ListProgress) => void;

/**
 * Empties `book`: its cells are not needed once they are read, and there may be hundreds of thousands. `keepTexts`: the rows
 * come with every cell as text.
 * @throws ListError `list.no-header`, `list.mapping`, `list.no-sheet`, `list.too-many-rows`, `list.no-rows`, `list.no-domain`.
 */
export async function checkList(
  db: Queryable,
  regulation: Regulation,
  book: Book,
  list: ListToCheck,
  tell: TellProgress,
  { keepTexts = true }: { keepTexts?: boolean } = {},
): Promise<CheckResult> {
  const { options, province } = list;
  const today = todayInVietnam();
  const kinds = citedIf(regulation, province.id, 'organisation-kinds', today)?.value ?? [];
  const domains = await readDomains(db, province.id);
  const wantsMailboxes = options.mailboxes.organisations || options.mailboxes.people;
  const domain = wantsMailboxes ? (options.domain ?? domains[0] ?? null) : null;
  if (wantsMailboxes && (domain === null || !domains.includes(domain)))
    throw new ListError('list.no-domain', options.domain ?? '');

  const notes: ListNote[] = [];
  const rows = readRows(
    book,
    checkMapping(book, list.sheets),
    kinds,
    { domains: new Set(domains), today, keepTexts },
    notes,
  );
  const drafts = rows.flatMap(({ draft }) => (draft ? [draft] : []));
  if (drafts.length === 0) throw new ListError('list.no-rows');
  tell({ phase: 'matching', done: 0, of: drafts.length });

  const organisations = drafts.filter((draft) => draft.kind === 'organisations');
  const people = drafts.filter((draft) => draft.kind === 'people');
  const all = await readOrganisations(db, province.id, domain);
  const stored = new Map(all.map((one) => [one.id, one]));
  const index = new OrganisationIndex(province.name);
  for (const one of all) index.add(knownOf(one));
  const context: MatchContext = {
    kinds,
    options,
    under: underOf(options, stored),
    index,
    stored,
    allows: allowsIn(list.extent),
  };
  const canonical = matchOrganisations(organisations, context);
  const there = await readPeople(db, province.id, {
    codes: unique(people.map(({ code }) => code)),
    folded: unique(people.map(({ name }) => personKey(name))),
    addresses: unique(people.map(({ wanted }) => wanted)),
  });
  tell({ phase: 'matching', done: organisations.length, of: drafts.length });
  const codesOfGone = await readCodesOfGone(db, province.id, unique(people.map(({ code }) => code)));
  matchPeople(people, { ...context, canonical, people: there, codesOfGone });

  if (domain !== null) {
    tell({ phase: 'naming', done: 0, of: drafts.length });
    await planNames(organisations, people, {
      regulation,
      province: province.id,
      options,
      domain,
      index,
      canonical,
      stored,
      people: new Map(there.map((one) => [one.id, one])),
      inUse: await readAddresses(db, domain),
      holders: await holderOf(db, unique(drafts.map(({ wanted }) => wanted))),
      today,
      progress: (done) => tell({ phase: 'naming', done, of: drafts.length }),
    });
  }
  for (const draft of drafts) if (draft.outcome !== 'skip' && isFaulty(draft)) draft.outcome = 'fault';
  describe(rows, index, kinds);
  return { rows, summary: summarise(rows, notes), digest: digestOf(rows) };
}

async function readDomains(db: Queryable, province: string): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    'select name from domain where province_id = $1 order by domain_id',
    [province],
  );
  return rows.map(({ name }) => name);
}

function readRows(
  book: Book,
  mappings: readonly SheetMapping[],
  kinds: Parameters<typeof sourceRows>[2],
  context: Parameters<typeof readPerson>[2] & { keepTexts: boolean },
  notes: ListNote[],
): CheckedRow[] {
  if (book.charset !== 'utf-8') notes.push({ note: 'charset', charset: book.charset });
  const rows: CheckedRow[] = [];
  for (const mapping of mappings) {
    const sheet = book.sheets[mapping.sheet]!;
    if (mapping.headerLines === 2) notes.push({ note: 'two-line-heading', sheet: sheet.name });
    const source = sourceRows(sheet, mapping, kinds);
    for (const row of source.rows) {
      if (!context.keepTexts) row.texts = [];
      rows.push(checkedRow(row, rows.length, context));
    }
    sheet.rows = [];
    const { sections, merged } = source.facts;
    if (sections > 0) notes.push({ note: 'sections', sheet: sheet.name, count: sections });
    if (merged > 0) notes.push({ note: 'merged', sheet: sheet.name, count: merged });
  }
  const used = new Set(mappings.map(({ sheet }) => sheet));
  for (const [i, { name, rows: filled }] of book.sheets.entries()) {
    if (!used.has(i) && filled.length > 0) notes.push({ note: 'ignored-sheet', sheet: name });
  }
  return rows;
}

function checkedRow(row: SourceRow, number: number, context: Parameters<typeof readPerson>[2]): CheckedRow {
  const read = row.kind === 'people' ? readPerson : row.kind === 'organisations' ? readOrganisation : undefined;
  const { sheet, line, kind, texts } = row;
  return { row: number, sheet, line, kind, texts, draft: read ? read(row, number, context) : null, detail: '' };
}

function knownOf(one: StoredOrganisation): Parameters<OrganisationIndex['add']>[0] {
  const { id, name, shortName, kind, code, legacyCode, parentId, until } = one;
  return {
    ref: { id },
    name,
    shortName,
    kind,
    code,
    legacyCode,
    until,
    parent: parentId === null ? null : { id: parentId },
  };
}

function underOf({ underId }: ListOptions, stored: ReadonlyMap<number, StoredOrganisation>): number | null {
  if (underId === null) return null;
  const there = stored.get(underId);
  if (!there || there.until !== null)
    throw new ListError('list.mapping', `There is no organisation ${underId}.`, { field: 'under', why: 'unknown' });
  return there.id;
}

export function allowsIn({ whole, roots, kinds }: ListExtent): MatchContext['allows'] {
  const within = new Set(roots);
  const ofKinds = new Set(kinds);
  return (place) => whole || (place !== null && (place.path.some((id) => within.has(id)) || ofKinds.has(place.kind)));
}

const unique = (values: (string | null)[]): string[] =>
  [...new Set(values.filter((value) => value !== null && value !== ''))] as string[];

function describe(
  rows: readonly CheckedRow[],
  index: OrganisationIndex,
  kinds: Parameters<typeof sourceRows>[2],
): void {
  const names = new Map(kinds.map(({ kind, name }) => [kind, name.vi]));
  for (const row of rows) {
    const { draft } = row;
    if (draft?.kind === 'people')
      row.detail = [draft.position, organisationName(draft.organisation, index)].filter(Boolean).join(', ');
    else if (draft) {
      row.detail = [names.get(draft.organisationKind ?? ''), organisationName(draft.parent, index)]
        .filter(Boolean)
        .join(', ');
    }
  }
}

function summarise(rows: readonly CheckedRow[], notes: ListNote[]): ListSummary {
  const counts = new Map<ListIssueCode, number>();
  const of = (kind: ListKind): KindSummary => {
    const sum: KindSummary = {
      rows: 0,
      add: 0,
      update: 0,
      skip: 0,
      faults: 0,
      warnings: 0,
      duplicates: 0,
      mailboxes: 0,
    };
    for (const { draft } of rows) {
      if (draft?.kind !== kind) continue;
      sum.rows++;
      if (draft.outcome === 'add' || draft.outcome === 'update' || draft.outcome === 'skip') sum[draft.outcome]++;
      if (draft.outcome === 'fault') sum.faults++;
      if (worst(draft.issues) === 2) sum.warnings++;
      if (draft.match) sum.duplicates++;
      if (draft.mailbox && draft.outcome !== 'fault') sum.mailboxes++;
      for (const { code } of draft.issues) counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    return sum;
  };
  const [organisations, people] = [of('organisations'), of('people')];
  const issues = [...counts]
    .map(([code, count]) => ({ code, level: levelOf(code), count }))
    .sort((a, b) => b.count - a.count);
  return { organisations, people, ignored: rows.filter(({ draft }) => draft === null).length, issues, notes };
}

/** Of all that would be done: the same list on the same directory has the same. */
function digestOf(rows: readonly CheckedRow[]): string {
  const hash = createHash('sha256');
  for (const { draft } of rows) if (draft) hash.update(JSON.stringify(savedDraft(draft)));
  return hash.digest('base64url');
}

export type SavedOrganisation = Pick<
  OrganisationDraft,
  | 'kind'
  | 'key'
  | 'name'
  | 'outcome'
  | 'target'
  | 'mailbox'
  | 'grant'
  | 'contacts'
  | 'organisationKind'
  | 'shortName'
  | 'code'
  | 'legacyCode'
  | 'parent'
  | 'phone'
  | 'fax'
  | 'website'
  | 'address'
  | 'from'
  | 'decision'
>;
export type SavedPerson = Pick<
  PersonDraft,
  | 'kind'
  | 'key'
  | 'name'
  | 'outcome'
  | 'target'
  | 'mailbox'
  | 'grant'
  | 'contacts'
  | 'born'
  | 'code'
  | 'officialKind'
  | 'position'
  | 'rank'
  | 'head'
  | 'organisation'
  | 'phone'
  | 'mobile'
  | 'from'
  | 'note'
>;
export type SavedDraft = SavedOrganisation | SavedPerson;

/** What the import needs of a draft. */
export function savedDraft(draft: Draft): SavedDraft {
  const { key, name, outcome, target, mailbox, grant, contacts, from } = draft;
  const common = { key, name, outcome, target, mailbox, grant, contacts, from };
  if (draft.kind === 'organisations') {
    const { kind, organisationKind, shortName, code, legacyCode, parent, phone, fax, website, address, decision } =
      draft;
    return {
      ...common,
      kind,
      organisationKind,
      shortName,
      code,
      legacyCode,
      parent,
      phone,
      fax,
      website,
      address,
      decision,
    };
  }
  const { kind, born, code, officialKind, position, rank, head, organisation, phone, mobile, note } = draft;
  return { ...common, kind, born, code, officialKind, position, rank, head, organisation, phone, mobile, note };
}
