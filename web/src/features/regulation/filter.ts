import type { RuleSummary } from '@congvu/contract';
import { summaryOf } from './values/say.ts';
import { groupTitle, ruleAbout, ruleTitle } from './words.ts';

/** Without diacritics, lower case: `Mật khẩu` → `mat khau`. */
export const fold = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd')
    .trim();

/** Whether every word of the query stands somewhere in what is shown of the rule. */
export function matches({ name, group, version }: RuleSummary, query: string): boolean {
  if (query === '') return true;
  const shown = [name, ruleTitle(name), ruleAbout(name), groupTitle(group)];
  if (version) shown.push(summaryOf(name, version.value), version.cite?.text ?? '', version.cite?.ref ?? '');
  const text = fold(shown.join(' '));
  return query.split(/\s+/).every((word) => text.includes(word));
}
