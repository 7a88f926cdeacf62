/** An audit event as a person reads it: its sentence, and what changed field by field. For the page and for exports. */
import { type AuditEntry, type AuditNames, auditActors } from './audit.ts';
import { auditFields, auditValues } from './audit-fields.ts';
import { type AuditKind, type AuditSentence, auditKinds } from './audit-kinds.ts';
import { roleNames } from './roles.ts';

export type AuditLanguage = 'vi' | 'en';

/** One field of an event: as it was and as it became; `undefined` where it is not told. */
export interface AuditChange {
  field: string;
  name: string;
  before: string | undefined;
  after: string | undefined;
}

const sentences: Record<string, AuditSentence | undefined> = auditKinds;

export function auditSentence(entry: AuditEntry, language: AuditLanguage, names: AuditNames): string {
  const sentence = sentences[entry.kind as AuditKind];
  // Of a newer version of the software than this page.
  if (!sentence) return entry.kind;
  const text = sentence[language].replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'person') return entry.person?.name ?? unknown[language];
    if (name === 'organisation') return entry.organisation?.name ?? unknown[language];
    if (name === 'mailbox') return entry.account?.name ?? unknown[language];
    const value = entry.after?.[name] ?? entry.before?.[name] ?? entry.data[name];
    return value === undefined || value === null ? '' : auditValue(name, value, language, names);
  });
  return text.replace(/\s*[:：]\s*$/, '').trim();
}

const unknown = { vi: '(không rõ)', en: '(unknown)' };

export function actorName(entry: AuditEntry, language: AuditLanguage): string {
  return entry.actor.person?.name ?? auditActors[entry.actor.kind][language];
}

/** What changed, in the order of the fields; then what else is known. */
export function auditChanges(
  entry: AuditEntry,
  language: AuditLanguage,
  names: AuditNames,
): { changes: AuditChange[]; more: AuditChange[] } {
  const { before, after, data } = entry;
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const told = (of: Record<string, unknown> | null, field: string) =>
    of && Object.hasOwn(of, field) ? auditValue(field, of[field], language, names) : undefined;
  const changes = fields
    .map((field) => ({
      field,
      name: fieldName(field, language),
      before: told(before, field),
      after: told(after, field),
    }))
    // Told once more though it is the same, or nothing at all.
    .filter(
      (change) => change.before !== change.after && ((change.before ?? '') !== '' || (change.after ?? '') !== ''),
    );
  const more = Object.entries(data)
    .filter(([field, value]) => value !== null && !hidden.has(field))
    .map(([field, value]) => ({
      field,
      name: fieldName(field, language),
      before: undefined,
      after: auditValue(field, value, language, names),
    }))
    .filter((one) => one.after !== '');
  return { changes, more };
}

/** Numbers that say nothing to a reader: what they stand for is named elsewhere in the event. */
const hidden = new Set(['appointmentId', 'delegationId', 'contactId', 'issueId', 'undoId']);

export function fieldName(field: string, language: AuditLanguage): string {
  return (auditFields as Record<string, { vi: string; en: string } | undefined>)[field]?.[language] ?? field;
}

/** A value in words: days and times as read in Việt Nam, names for numbers that the answer explains. */
export function auditValue(field: string, value: unknown, language: AuditLanguage, names: AuditNames): string {
  if (value === null || value === undefined || value === '') return '';
  if (Array.isArray(value))
    return value
      .map((one) => auditValue(field, one, language, names))
      .filter(Boolean)
      .join(', ');
  if (typeof value === 'boolean')
    return value ? { vi: 'có', en: 'yes' }[language] : { vi: 'không', en: 'no' }[language];
  if (typeof value === 'object') {
    const { vi, en } = value as { vi?: unknown; en?: unknown };
    if (typeof vi === 'string' && typeof en === 'string') return language === 'vi' ? vi : en;
    return Object.entries(value)
      .map(([key, one]) => `${fieldName(key, language)}: ${auditValue(key, one, language, names)}`)
      .join('; ');
  }
  if (typeof value === 'number') return nameOf(field, value, names) ?? numberText(field, value, language);
  const text = String(value);
  if (field === 'role' && Object.hasOwn(roleNames, text)) return roleNames[text as keyof typeof roleNames][language];
  const word = (auditValues as Record<string, Record<string, { vi: string; en: string }> | undefined>)[field]?.[text];
  return word?.[language] ?? momentText(text);
}

function nameOf(field: string, id: number, names: AuditNames): string | undefined {
  if (/organisation|parent|successor|into/i.test(field)) return names.organisations[id] ?? names.people[id];
  if (/person|head/i.test(field)) return names.people[id];
  return /account/i.test(field) ? names.accounts[id] : undefined;
}

function numberText(field: string, value: number, language: AuditLanguage): string {
  const locale = language === 'vi' ? 'vi-VN' : 'en-GB';
  if (/bytes$/i.test(field)) return `${(value / 2 ** 20).toLocaleString(locale, { maximumFractionDigits: 1 })} MB`;
  return /id$/i.test(field) ? String(value) : value.toLocaleString(locale);
}

/** `2026-03-01` → `01/03/2026`; a time as in Việt Nam, where the clock is always seven hours ahead of UTC. */
function momentText(text: string): string {
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (day) return `${day[3]}/${day[2]}/${day[1]}`;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)) return text;
  const at = new Date(new Date(text).getTime() + 7 * 3_600_000).toISOString();
  return `${at.slice(11, 16)} ${at.slice(8, 10)}/${at.slice(5, 7)}/${at.slice(0, 4)}`;
}
