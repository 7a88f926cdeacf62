/** What the values of rules are made of. */
import { type Static, Type } from 'typebox';

export const strict = { additionalProperties: false };

/** `TG 8.1`, `TG 4.2b`: instrument, article, clause, point. */
export const Cite = Type.String({ pattern: '^[A-ZĐ]+ \\d+(\\.\\d+)?[a-zđ]?$' });

/** What people read, in both languages. Vietnamese is the regulation's own. */
export const Text = Type.Object({ vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }, strict);
export type Text = Static<typeof Text>;

/** The article behind one entry of a list, or why it stands there without one. Left out: the rule's own. */
export const grounds = {
  cite: Type.Optional(Cite),
  note: Type.Optional(Text),
};

/** ISO 8601 in whole days or longer: `P6M`, `P10D`, `P1Y6M`. */
export const Period = Type.String({ pattern: '^P(?=\\d)(?:\\d+Y)?(?:\\d+M)?(?:\\d+W)?(?:\\d+D)?$' });

/** `2016-11-11`. */
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/** A day of every year: `12-05`. */
export const MonthDay = Type.String({ pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' });

/** Lower-case words with hyphens, as ids of things the province lists itself. */
export const Id = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' });

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
