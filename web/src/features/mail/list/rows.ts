import type { EmailSummary, Id } from '../../../api/jmap/types.ts';
import { dateGroup } from '../../../app/i18n/format.ts';
import type { Language } from '../../../app/i18n/index.ts';

export type ListRow = { kind: 'group'; label: string } | { kind: 'mail'; id: Id };

/** The list with its headings by day and month. */
export function listRows(
  ids: readonly Id[],
  emails: ReadonlyMap<Id, EmailSummary>,
  now: Date,
  language: Language,
): ListRow[] {
  const rows: ListRow[] = [];
  let label = '';
  for (const id of ids) {
    const email = emails.get(id);
    const group = email ? dateGroup(email.receivedAt, now, language) : label;
    if (group && group !== label) rows.push({ kind: 'group', label: (label = group) });
    rows.push({ kind: 'mail', id });
  }
  return rows;
}
