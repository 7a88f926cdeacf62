/**
 * The compliance page: each article with what sees to it and the figure that proves it. JSON; of the province of who asks.
 *
 * | call | answer |
 * |---|---|
 * | GET /api/compliance?at= | ComplianceReport: the articles in force on that day (today when left out), with figures of now |
 *
 * For everyone with a mailbox (`regulation.read`): figures count, they name nobody.
 */
import type { Citation } from './http.ts';
import type { ArticleView, Bilingual, InstrumentSummary, ProvisionPart } from './regulation.ts';

/** What a figure counts. */
export type FigureUnit =
  | 'address'
  | 'byte'
  | 'change'
  | 'delegation'
  | 'mailbox'
  | 'message'
  | 'organisation'
  | 'person'
  | 'role'
  | 'rule'
  | 'second'
  | 'sign-in';

export interface FigurePart {
  label: Bilingual;
  value: number;
  unit: FigureUnit;
}

export interface ComplianceFigure {
  name: string;
  label: Bilingual;
  unit: FigureUnit;
  value: number;
  /** Of how many; null where there is no whole. */
  of: number | null;
  /** What is wished for: as many as `of`, none at all, or nothing in particular. */
  aim: 'all' | 'none' | null;
  parts: FigurePart[];
  /** What the number alone doesn't tell. */
  remark: Bilingual | null;
  /** When it was counted, ISO 8601. At most a minute old. */
  asOf: string;
}

/** What sees to an article or a clause, and what that says. */
export interface ComplianceEntry extends ArticleView {
  cite: Citation;
  /** `4.2`, `a)`; null for the article as a whole. */
  label: string | null;
  /** What it says, in Vietnamese, in our words. */
  text: string;
  /** Its parts that have no entry of their own. */
  parts: ProvisionPart[];
}

export interface ComplianceArticle {
  /** `TG 4`. */
  ref: string;
  /** `Điều 4. Đặt tên hộp thư`. */
  label: string;
  english: string | null;
  chapter: string;
  /** What stands before its clauses, where these have entries of their own. */
  text: string;
  entries: ComplianceEntry[];
}

export interface ComplianceInstrument extends InstrumentSummary {
  articles: ComplianceArticle[];
}

export interface ComplianceReport {
  province: { id: string; name: string };
  /** The day looked at, and today. */
  at: string;
  today: string;
  instruments: ComplianceInstrument[];
  /** Figures that the entries name; one that could not be counted is missing. */
  figures: Record<string, ComplianceFigure>;
  /** Names of figures that are still being counted: ask again. */
  counting: string[];
}
