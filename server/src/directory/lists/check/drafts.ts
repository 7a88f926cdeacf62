/** What a list's rows would do, as the check works it out. */
import type { Decision, ListIssue, ListKind, ListMatch, RowOutcome } from '@congvu/contract';
import type { OfficialKind } from '../values/official-kind.ts';

/** Something of the directory, or what the row of that number makes. */
export type Ref = { id: number } | { row: number };

export interface PlannedAddress {
  /** The whole address. */
  address: string;
  cite: string | null;
  tried: { local: string; reason: string }[];
  byHand: boolean;
}

interface DraftBase {
  /** From 0, in the order of the file. */
  row: number;
  /** Stays the same from check to check. */
  key: string;
  sheetName: string;
  line: number;
  name: string;
  issues: ListIssue[];
  outcome: RowOutcome;
  decisions: Decision[];
  match: ListMatch | null;
  /** What it would update: of the directory, or of a row before. */
  target: Ref | null;
  /** An address of the province's domains that the list asks for. */
  wanted: string | null;
  wantedAt: string | null;
  /** Addresses elsewhere. */
  contacts: string[];
  mailbox: PlannedAddress | null;
  /** The ground on which someone gets a mailbox who has none of right. */
  grant: { basis: string; cite: string | null } | null;
}

export interface OrganisationDraft extends DraftBase {
  kind: 'organisations';
  organisationKind: string | null;
  kindText: string;
  kindAt: string | null;
  nameAt: string | null;
  shortName: string | null;
  code: string | null;
  codeAt: string | null;
  legacyCode: string | null;
  legacyAt: string | null;
  parentText: string;
  parentCode: string | null;
  parentAt: string | null;
  parent: Ref | null;
  phone: string | null;
  fax: string | null;
  website: string | null;
  address: string | null;
  /** `YYYY-MM-DD`; null: as the options say. */
  from: string | null;
  decision: string | null;
}

export interface PersonDraft extends DraftBase {
  kind: 'people';
  nameAt: string | null;
  /** `YYYY-MM-DD`. */
  born: string | null;
  /** The day is known, not only the year. */
  bornExact: boolean;
  code: string | null;
  codeAt: string | null;
  officialKind: OfficialKind | null;
  position: string | null;
  rank: string | null;
  /** Null: no column says. */
  head: boolean | null;
  organisationText: string;
  organisationCode: string | null;
  organisationAt: string | null;
  parentText: string;
  section: string | null;
  organisation: Ref | null;
  phone: string | null;
  mobile: string | null;
  from: string | null;
  note: string | null;
}

export type Draft = OrganisationDraft | PersonDraft;

/** A row that is none of the list. */
export interface IgnoredRow {
  row: number;
  kind: ListKind | null;
}

export function isFaulty(draft: Pick<DraftBase, 'issues'>): boolean {
  return draft.issues.some((issue) => issue.level === 'fault');
}

export function refKey(ref: Ref): string {
  return 'id' in ref ? `#${ref.id}` : `@${ref.row}`;
}
