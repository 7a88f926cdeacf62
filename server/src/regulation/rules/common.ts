/** What the values of rules are made of. */
import { type Static, Type } from 'typebox';

export const strict = { additionalProperties: false };

const wordsOfForms = new Map<string, { vi: string; en: string }>();

/** A text of a form that is told in words: whoever is refused reads these, not the pattern. */
export function Formed(pattern: string, vi: string, en: string, more: { maxLength?: number } = {}) {
  // Beside the schema, for the checkers of requests take no keyword they don't know.
  wordsOfForms.set(pattern, { vi, en });
  return Type.String({ pattern, ...more });
}

/** What a text of a pattern is, in words; undefined where nobody said. */
export const formInWords = (pattern: string): Text | undefined => wordsOfForms.get(pattern);

/** `TG 8.1`, `TG 4.2b`: instrument, article, clause, point. */
export const Cite = Formed(
  '^[A-ZĐ]+ \\d+(\\.\\d+)?[a-zđ]?$',
  'điều, khoản, điểm như TG 8.1 hoặc TG 4.2b',
  'an article or clause such as TG 8.1 or TG 4.2b',
);

/** What people read, in both languages. Vietnamese is the regulation's own. */
export const Text = Type.Object({ vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }, strict);
export type Text = Static<typeof Text>;

/** The article behind one entry of a list, or why it stands there without one. Left out: the rule's own. */
export const grounds = {
  cite: Type.Optional(Cite),
  note: Type.Optional(Text),
};

/** ISO 8601 in whole days or longer: `P6M`, `P10D`, `P1Y6M`. */
export const Period = Formed(
  '^P(?=\\d)(?:\\d+Y)?(?:\\d+M)?(?:\\d+W)?(?:\\d+D)?$',
  'một khoảng thời gian như P6M (6 tháng), P10D (10 ngày), P1Y6M (1 năm 6 tháng)',
  'a period such as P6M (6 months), P10D (10 days), P1Y6M (1 year 6 months)',
);

/** `2016-11-11`. */
export const Day = Formed('^\\d{4}-\\d{2}-\\d{2}$', 'một ngày như 2016-11-11', 'a day such as 2016-11-11');

/** A day of every year: `12-05`. */
export const MonthDay = Formed(
  '^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
  'tháng và ngày như 12-05 (ngày 5 tháng 12)',
  'a month and day such as 12-05 (5 December)',
);

/** Lower-case words with hyphens, as ids of things the province lists itself. */
export const Id = Formed(
  '^[a-z0-9]+(-[a-z0-9]+)*$',
  'chữ thường không dấu và số, nối bằng gạch ngang',
  'words of lower-case letters and digits with hyphens between',
);

/** An id of the rule `organisation-kinds`; a profile that uses another is refused. */
export const OrganisationKind = Id;

/** `person.official_kind` of the directory: cán bộ, công chức, viên chức, others. */
export const OfficialKind = Type.Union([
  Type.Literal('official'),
  Type.Literal('civil-servant'),
  Type.Literal('public-employee'),
  Type.Literal('other'),
]);

/**
 * Who does or hears something. The first group are authorities, whose organisation the rule `authorities` names; the
 * second is found from the matter itself.
 */
export const Party = Type.Union([
  Type.Literal('managing-authority'),
  Type.Literal('operator'),
  Type.Literal('superior-authority'),
  Type.Literal('funding-authority'),
  Type.Literal('personnel-authority'),
  Type.Literal('organisation'),
  Type.Literal('organisation-head'),
  Type.Literal('delegate'),
  Type.Literal('unit-it-officer'),
  Type.Literal('holder'),
]);
export type Party = Static<typeof Party>;
