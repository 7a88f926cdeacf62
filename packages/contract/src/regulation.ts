/**
 * The regulation in the web. JSON; days are `YYYY-MM-DD`, of Việt Nam. All is of the province of who asks.
 *
 * | call | body → answer |
 * |---|---|
 * | GET /api/regulation?at= | RegulationOverview, as it stands on that day (today when left out) |
 * | GET /api/regulation/rules/{name} | RuleHistory |
 * | GET /api/regulation/instruments | InstrumentView[] |
 * | GET /api/regulation/provisions?ref=TG 4.2b | ProvisionView; 404 when there is none |
 * | POST /api/regulation/try | TryRule → TryResult; changes nothing |
 * | POST /api/regulation/rules/{name}/issues | IssueRule → { issueId }; 422 `regulation.value` with ValueFault[] as details |
 * | POST /api/regulation/issues/{id}/withdraw | { reason } → {} |
 * | POST /api/regulation/instruments | IssueInstrument → { issueId } |
 * | POST /api/regulation/instruments/{id}/withdraw | { reason } → {} |
 *
 * Reading is for everyone with a mailbox (`regulation.read`), the rest for the managing authority (`regulation.issue`).
 */
import type { Citation } from './http.ts';

export interface Bilingual {
  vi: string;
  en: string;
}

/** Who issued a version in the web, when and why. */
export interface IssueNote {
  id: string;
  by: string | null;
  /** ISO 8601. */
  at: string;
  reason: string;
}

/** A rule's value from a day on. */
export interface RuleVersion {
  /** `profile`: came with the program; `issued`: in the web. */
  origin: 'profile' | 'issued';
  from: string;
  /** The first day on which it no longer holds; null while none is known. */
  until: string | null;
  state: 'past' | 'in-force' | 'coming' | 'withdrawn';
  /** Of the rule's own schema. */
  value: unknown;
  cite: Citation | null;
  /** Why it stands there without an article, or how the article is read. */
  note: Bilingual | null;
  issue: IssueNote | null;
  withdrawn: { by: string | null; at: string; reason: string } | null;
}

export interface RuleSummary {
  name: string;
  group: string;
  /** What holds on the day asked for; null: the regulation says nothing of it then. */
  version: RuleVersion | null;
  /** The next version after that day. */
  next: { from: string } | null;
  versions: number;
}

export interface RegulationOverview {
  province: { id: string; name: string };
  at: string;
  today: string;
  instruments: InstrumentSummary[];
  /** In the order they are shown in, group by group. */
  rules: RuleSummary[];
}

export interface RuleHistory {
  name: string;
  group: string;
  /** JSON Schema of the value. */
  schema: Record<string, unknown>;
  /** Newest first; withdrawn ones among them. */
  versions: RuleVersion[];
}

export interface InstrumentSummary {
  code: string;
  /** How a citation names it: `Quyết định 51/2016/QĐ-UBND`. */
  name: string;
  kind: string;
  number: string | null;
  title: string;
  issuer: string;
  issued: string | null;
  from: string;
  until: string | null;
  replaces: string[];
  amends: string[];
  note: Bilingual | null;
  issue: IssueNote | null;
}

export interface ArticleView {
  ref: string;
  title: Bilingual;
  by: 'automatic' | 'workflow' | 'report' | 'guidance' | 'not-yet';
  how: Bilingual;
  figure: string | null;
  /** A path in the web. */
  link: string | null;
}

/** A part of an instrument in our own words. */
export interface ProvisionView {
  ref: string;
  /** `Điều 4. Đặt tên hộp thư`, `4.2`, `b)`. */
  label: string;
  english: string | null;
  chapter: string;
  text: string;
  cite: Citation;
  parts: ProvisionPart[];
}

export interface ProvisionPart {
  ref: string;
  label: string;
  text: string;
  parts: ProvisionPart[];
}

export interface InstrumentView extends InstrumentSummary {
  /** What sees to each article. */
  articles: ArticleView[];
  /** What the articles say. */
  provisions: ProvisionView[];
}

/** One thing wrong with a value. */
export interface ValueFault {
  /** Where in it: `/ladder/0/form`. */
  path: string;
  reason: { vi: string; en: string };
}

export interface TryRule {
  rule: string;
  value: unknown;
  from: string;
  cite?: string;
  note?: Bilingual;
}

/** One counted fact of what would change. The web has a sentence for each `key`. */
export interface Effect {
  key: string;
  /** `info`: nothing to worry about; `warning`: people will notice; `danger`: something is taken from them. */
  weight: 'info' | 'warning' | 'danger';
  count: number;
  /** Of how many; undefined where that says nothing. */
  of?: number;
  /** Figures the sentence needs beside. */
  data?: Record<string, string | number>;
  /** Some of them, by name; with `before` and `after` where they change. */
  examples?: { name: string; before?: string; after?: string }[];
}

/** One place where two values differ. `before` undefined: it is new; `after` undefined: it goes. */
export interface ValueChange {
  path: string;
  before?: unknown;
  after?: unknown;
}

export interface TryResult {
  /** What holds on that day as things are. */
  present: RuleVersion | null;
  changes: ValueChange[];
  effects: Effect[];
}

export interface IssueRule {
  value: unknown;
  cite?: string;
  note?: Bilingual;
  from: string;
  reason: string;
}

export interface IssueInstrument {
  instrument: {
    code: string;
    kind: string;
    number: string | null;
    title: string;
    issuer: string;
    issued: string | null;
    from: string;
    replaces?: string[];
    amends?: string[];
    note?: Bilingual;
  };
  articles: { ref: string; title: Bilingual; by: ArticleView['by']; how: Bilingual; text: Bilingual }[];
  reason: string;
}
