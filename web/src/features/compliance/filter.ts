import type { ComplianceEntry, ComplianceFigure, ComplianceReport, ProvisionPart } from '@congvu/contract';
import type { ComplianceSearch, Kind } from './search.ts';

/** Whether a figure is as wished; null where nothing in particular is. */
export function isAsWished({ aim, value, of }: ComplianceFigure): boolean | null {
  if (aim === 'none') return value === 0;
  if (aim === 'all') return of === null ? null : value >= of;
  return null;
}

/** Lower case without diacritics: `mật khẩu` → `mat khau`. */
const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase();

const wordsOf = (parts: readonly ProvisionPart[]): string[] => parts.flatMap((p) => [p.text, ...wordsOf(p.parts)]);

/** The report with only the entries that fit; articles and instruments without any are left out. */
export function filtered(report: ComplianceReport, { by, q, off }: ComplianceSearch): ComplianceReport {
  const wanted = plain(q ?? '')
    .split(/\s+/)
    .filter(Boolean);
  if (by === undefined && wanted.length === 0 && !off) return report;
  const fits = (entry: ComplianceEntry, heading: string): boolean => {
    if (by !== undefined && entry.by !== by) return false;
    const figure = entry.figure === null ? undefined : report.figures[entry.figure];
    if (off && !(figure && isAsWished(figure) === false)) return false;
    if (wanted.length === 0) return true;
    const { ref, cite, title, how, text, parts } = entry;
    const labels = figure ? [figure.label.vi, figure.label.en] : [];
    const all = [ref, cite.text, heading, title.vi, title.en, how.vi, how.en, text, ...wordsOf(parts), ...labels];
    const words = plain(all.join(' '));
    return wanted.every((word) => words.includes(word));
  };
  const instruments = report.instruments.map((instrument) => ({
    ...instrument,
    articles: instrument.articles
      .map((article) => ({
        ...article,
        entries: article.entries.filter((entry) => fits(entry, `${article.label} ${article.english ?? ''}`)),
      }))
      .filter((article) => article.entries.length > 0),
  }));
  return { ...report, instruments: instruments.filter(({ articles }) => articles.length > 0) };
}

export const entriesOf = (report: ComplianceReport): ComplianceEntry[] =>
  report.instruments.flatMap(({ articles }) => articles.flatMap(({ entries }) => entries));

/** How many entries there are of each kind. */
export function countKinds(report: ComplianceReport): Record<Kind, number> {
  const counts: Record<Kind, number> = { automatic: 0, workflow: 0, report: 0, guidance: 0, 'not-yet': 0 };
  for (const { by } of entriesOf(report)) counts[by]++;
  return counts;
}
