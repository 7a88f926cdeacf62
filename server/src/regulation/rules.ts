/**
 * The rules a profile may hold, each with the shape of its value. A new rule is a schema here and values with dates in
 * `profiles/`; code asks for it by name and never holds a province's number.
 */
import { type Static, Type } from 'typebox';

const strict = { additionalProperties: false };

/** `TG 8.1`, `TG 4.2b`: instrument, article, clause, point. */
export const Cite = Type.String({ pattern: '^[A-ZĐ]+ \\d+(\\.\\d+)?[a-zđ]?$' });

/**
 * One step of a naming ladder. `form` is made of letters and `{variable}`s (see `directory/naming`); a step without an
 * article behind it says in `note` why it stands there.
 */
const NamingStep = Type.Union([
  Type.Object({ form: Type.String({ minLength: 1 }), cite: Cite }, strict),
  Type.Object({ form: Type.String({ minLength: 1 }), note: Type.String({ minLength: 1 }) }, strict),
]);

export const ruleSchemas = {
  /** The most a mailbox may hold, in octets. */
  'mailbox-quota': Type.Object({ bytes: Type.Integer({ minimum: 1 }) }, strict),
  /** The most the attachments of one message may hold together, in octets as decoded. */
  'attachment-limit': Type.Object({ bytes: Type.Integer({ minimum: 1 }) }, strict),
  /** Share of the quota from which its user is warned. */
  'quota-warning': Type.Object({ percent: Type.Integer({ minimum: 1, maximum: 100 }) }, strict),
  password: Type.Object(
    {
      /** In characters. */
      minLength: Type.Integer({ minimum: 1 }),
      /** Classes that must each occur. */
      classes: Type.Array(
        Type.Union([Type.Literal('upper'), Type.Literal('lower'), Type.Literal('digit'), Type.Literal('special')]),
        { uniqueItems: true },
      ),
      /** The special characters the regulation names. */
      special: Type.String(),
    },
    strict,
  ),
  /** Whether the password someone was given must be changed before the mailbox may be used. */
  'first-password': Type.Object({ mustChange: Type.Boolean() }, strict),
  'person-address': Type.Object({ ladder: Type.Array(NamingStep, { minItems: 1 }) }, strict),
  'organisation-address': Type.Object(
    {
      /** Words left out of abbreviations. */
      drop: Type.Array(Type.String()),
      forms: Type.Array(
        Type.Object(
          {
            kinds: Type.Array(Type.String(), { minItems: 1 }),
            /** Words before the place's own name. */
            strip: Type.Optional(Type.Array(Type.String())),
            exceptions: Type.Optional(
              Type.Array(Type.Object({ name: Type.String(), local: Type.String(), cite: Cite }, strict)),
            ),
            ladder: Type.Array(NamingStep, { minItems: 1 }),
          },
          strict,
        ),
        { minItems: 1 },
      ),
    },
    strict,
  ),
  /** Local parts never given out, beside those of RFC 2142. */
  'reserved-addresses': Type.Object({ local: Type.Array(Type.String()) }, strict),
} as const;

export type RuleName = keyof typeof ruleSchemas;
export type RuleValue<N extends RuleName> = Static<(typeof ruleSchemas)[N]>;
export type NamingStep = Static<typeof NamingStep>;
