import {
  type IssueLevel,
  type ListField,
  type ListIssue,
  type ListIssueCode,
  type ListKind,
  organisationFields,
  personFields,
} from '@congvu/contract';

/** How bad each is, where nothing else is said. */
const notes: ReadonlySet<ListIssueCode> = new Set([
  'name.capitals',
  'address.number',
  'head.guessed',
  'email.elsewhere',
]);
const warnings: ReadonlySet<ListIssueCode> = new Set([
  'cell.letters',
  'day.unlikely',
  'phone.invalid',
  'website.invalid',
  'official-kind.unknown',
  'name.single',
  'organisation.other-parent',
  'organisation.other-name',
  'person.other-name',
  'duplicate.in-file',
  'duplicate.in-directory',
  'duplicate.maybe',
  'head.several',
  'mailbox.not-entitled',
  'mailbox.commitment-needed',
]);

export function levelOf(code: ListIssueCode): IssueLevel {
  if (notes.has(code)) return 'note';
  return warnings.has(code) ? 'warning' : 'fault';
}

export function makeIssue(code: ListIssueCode, cell: string | null, values: Record<string, string> = {}): ListIssue {
  return { code, level: levelOf(code), cell, values };
}

/** `{field}` in both languages. */
export function fieldValues(kind: ListKind, field: ListField): Record<string, string> {
  const names = (kind === 'people' ? personFields : organisationFields) as Record<string, { vi: string; en: string }>;
  const { vi, en } = names[field] ?? { vi: field, en: field };
  return { 'field.vi': vi, 'field.en': en, field: vi };
}

export const levelNumber: Record<IssueLevel, number> = { note: 1, warning: 2, fault: 3 };

export function worst(issues: readonly ListIssue[]): number {
  return issues.reduce((most, issue) => Math.max(most, levelNumber[issue.level]), 0);
}
