/** Sentences for values, as short as a row of the overview wants them. */
import type { Bilingual } from '@congvu/contract';
import { t } from '../../../app/i18n/index.ts';
import { dayOfYear, inLanguage, listed, periodText, sizeText, wordOf } from '../words.ts';
import { exampleFor } from './example.ts';

type Party = string;
export interface InactivityStep {
  after: string;
  action: string;
  notice: { before: string | null; to: Party[] };
  cite?: string;
  note?: unknown;
}
export interface Duty {
  mailbox: string;
  times: number;
  per: string;
  cite?: string;
  note?: unknown;
}

export const sayStep = ({ after, action }: InactivityStep): string =>
  t('regulation.say.inactive', { after: periodText(after), action: wordOf(action, 'action') });

export function sayNotice({ notice: { before, to } }: InactivityStep): string {
  const whom = listed(to.map((party) => wordOf(party, 'to')));
  return before
    ? t('regulation.say.tellAhead', { before: periodText(before), to: whom })
    : t('regulation.say.tellThen', { to: whom });
}

export function sayDuty({ mailbox, times, per }: Duty): string {
  const of = { mailbox: wordOf(mailbox, 'mailbox'), times, per: wordOf(per, 'per') };
  return t(mailbox === 'documents' ? 'regulation.say.dutyDocuments' : 'regulation.say.duty', of);
}

export type Due = 'ad-hoc' | { yearly: string; before?: boolean } | { every: string; start?: string };

export function sayDue(due: Due): string {
  if (due === 'ad-hoc') return wordOf(due, 'due');
  if ('every' in due) return t('regulation.say.every', { period: periodText(due.every) });
  const day = dayOfYear(due.yearly);
  return t(due.before ? 'regulation.say.yearlyBefore' : 'regulation.say.yearly', { day });
}

export interface Password {
  minLength: number;
  classes: string[];
  special: string;
}

export function sayPassword({ minLength, classes, special }: Password): string {
  const words = classes.map((one) =>
    one === 'special' && special
      ? `${wordOf(one, 'classes')} ${t('regulation.say.specialLike', { chars: [...special].join(' ') })}`
      : wordOf(one, 'classes'),
  );
  return [t('regulation.say.chars', { n: minLength }), ...words].join(', ');
}

export function sayRetention({ period, alias }: { period: string | null; alias: string | null }): string[] {
  return [
    period ? t('regulation.say.kept', { period: periodText(period) }) : t('regulation.say.keptForEver'),
    alias ? t('regulation.say.alias', { period: periodText(alias) }) : t('regulation.say.noAlias'),
  ];
}

export function sayDelegation({ most, inWriting }: { most: number | null; inWriting: boolean }): string {
  const said = most === null ? t('regulation.say.delegatesAny') : t('regulation.say.delegates', { n: most });
  return inWriting ? `${said}, ${t('regulation.say.inWriting')}` : said;
}

export type Holiday =
  | { day: string; days?: number; name: unknown }
  | { lunar: string; before?: number; after?: number; name: unknown };

export function sayHoliday(holiday: Holiday): string {
  if ('day' in holiday) {
    const day = dayOfYear(holiday.day);
    const n = holiday.days ?? 1;
    return n > 1 ? t('regulation.say.solarDays', { n, day }) : day;
  }
  const day = dayOfYear(holiday.lunar);
  const n = (holiday.before ?? 0) + 1 + (holiday.after ?? 0);
  return t(n > 1 ? 'regulation.say.lunarSpan' : 'regulation.say.lunarDay', { n, day });
}

type Any = never;

const eachOnce = (words: string[]): string => listed([...new Set(words)]);
const named = (list: { name: Bilingual }[]): string => listed(list.map(({ name }) => inLanguage(name)));

/** One line for a rule's value: the value itself where it is short, else how much there is of it. */
const summaries: Record<string, (value: Any) => string> = {
  'mailbox-quota': ({ bytes }: { bytes: number }) => t('regulation.say.upTo', { size: sizeText(bytes) }),
  'attachment-limit': ({ bytes }: { bytes: number }) => t('regulation.say.upTo', { size: sizeText(bytes) }),
  'quota-warning': ({ percent }: { percent: number }) => t('regulation.say.percent', { n: percent }),
  password: sayPassword,
  'first-password': ({ mustChange }: { mustChange: boolean }) =>
    t(mustChange ? 'regulation.say.mustChange' : 'regulation.say.mayKeep'),
  'mail-domain': ({ domain }: { domain: string }) => domain,
  'person-address': ({ ladder }: { ladder: { form: string }[] }) =>
    `${t('regulation.example', { name: 'Lê Minh Hiếu' })}: ${ladder.map(({ form }) => exampleFor(form)).join(', ')}`,
  'address-overrides': (list: { organisation: string; local: string }[]) => list.map(({ local }) => local).join(', '),
  // Counted: an overview is no place to print them.
  'unsuitable-addresses': (list: { words: string[] }[]) =>
    t('regulation.say.items', { n: list.flatMap(({ words }) => words).length }),
  entitlement: ({ people }: { people: { who: Bilingual; basis: string }[] }) =>
    people.map(({ who, basis }) => `${inLanguage(who)}: ${wordOf(basis, 'basis')}`).join('. '),
  'request-kinds': (list: { kind: string }[]) => eachOnce(list.map(({ kind }) => wordOf(kind, 'kind'))),
  'notice-matrix': (list: { event: string }[]) => eachOnce(list.map(({ event }) => wordOf(event, 'event'))),
  'personnel-authority': (list: { authority: { name?: Bilingual; role?: string } }[]) =>
    eachOnce(list.map(({ authority: { name, role = '' } }) => (name ? inLanguage(name) : wordOf(role, 'role')))),
  'mail-archive': (list: { mailbox: string; directions: string[] }[]) =>
    list
      .map(
        ({ mailbox, directions }) =>
          `${wordOf(mailbox, 'mailbox')}: ${listed(directions.map((one) => wordOf(one, 'directions')))}`,
      )
      .join('; '),
  'personnel-events': (list: { event: string }[]) => eachOnce(list.map(({ event }) => wordOf(event, 'event'))),
  'password-incident': (list: { event: string }[]) => eachOnce(list.map(({ event }) => wordOf(event, 'event'))),
  'unit-rules': ({ about }: { about: Bilingual }) => inLanguage(about),
  'organisation-kinds': named,
  'outside-addresses': (list: { kind: string }[]) => eachOnce(list.map(({ kind }) => wordOf(kind, 'kind'))),
  'public-directory': ({ fields }: { fields: string[] }) => listed(fields.map((field) => wordOf(field, 'fields'))),
  'document-kinds': ({ excluded }: { excluded: { name: Bilingual }[] }) =>
    excluded.length > 0 ? `${t('regulation.field.excluded')}: ${named(excluded)}` : t('regulation.word.allowed'),
  'secrecy-levels': ({ refused }: { refused: { name: Bilingual }[] }) => named(refused),
  'organisation-address': ({ forms }: { forms: unknown[] }) => t('regulation.say.forms', { n: forms.length }),
  'reserved-addresses': ({ local }: { local: string[] }) => local.join(', '),
  'address-retention': (value: { period: string | null; alias: string | null }) => sayRetention(value).join('. '),
  inactivity: (steps: InactivityStep[]) => steps.map(sayStep).join('. '),
  'check-duty': (duties: Duty[]) => duties.map(sayDuty).join('. '),
  'delegation-limit': sayDelegation,
  'addresses-per-holder': ({ most }: { most: number }) => t('regulation.say.perHolder', { n: most }),
  'emergency-revocation': ({ by }: { by: string | null }) => (by ? wordOf(by, 'by') : t('regulation.word.nobody')),
  'incident-contact': ({ reportTo }: { reportTo: string[] }) =>
    listed(reportTo.map((party) => wordOf(party, 'reportTo'))),
  handover: ({ includes }: { includes: string[] }) => listed(includes.map((what) => wordOf(what, 'includes'))),
  'character-set': ({ charset, standard }: { charset: string; standard: string }) => `${charset} (${standard})`,
  authorities: (list: { role: string; name: Bilingual }[]) =>
    list.map(({ role, name }) => `${wordOf(role, 'role')}: ${inLanguage(name)}`).join('; '),
  'report-calendar': (list: { name: Bilingual; due: Due }[]) =>
    list.map(({ name, due }) => `${inLanguage(name)}: ${sayDue(due)}`).join('. '),
  'working-calendar': ({ week, hours }: { week: string[]; hours: { from: string; until: string }[] }) =>
    `${listed(week.map((day) => wordOf(day, 'week')))}; ${hours.map(({ from, until }) => `${from}–${until}`).join(', ')}`,
};

export function summaryOf(rule: string, value: unknown): string {
  if (Array.isArray(value) && value.length === 0) return t('regulation.say.nothing');
  const own = summaries[rule];
  if (own) return own(value as never);
  const items = Array.isArray(value)
    ? value.length
    : Object.values(value as object).reduce((sum: number, part) => sum + (Array.isArray(part) ? part.length : 0), 0);
  return items > 0 ? t('regulation.say.items', { n: items }) : '';
}
