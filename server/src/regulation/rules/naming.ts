import { type Static, Type } from 'typebox';
import { Cite, Formed, OrganisationKind, Period, strict, Text } from './common.ts';

/**
 * The article behind a step, and how it is read where it needs reading. Without an article `note` says why the step
 * stands there; both are shown to whoever chooses an address. Neither: the rule's own article.
 */
const stepGrounds = { cite: Type.Optional(Cite), note: Type.Optional(Text) };

/** Letters, digits, `.`, `-`, `_` and these variables, described in docs/naming.md. */
const formOf = (variables: string) => {
  const told = variables
    .replaceAll('\\.', '.')
    .replace('[a-z0-9-]+', '…')
    .split('|')
    .map((variable) => `{${variable}}`)
    .join(' ');
  return Formed(
    `^(?:[a-z0-9._-]|\\{(?:${variables})\\})+$`,
    `cách đặt tên gồm chữ thường không dấu, số, dấu . - _ và ${told}`,
    `a form made of lower-case letters, digits, . - _ and ${told}`,
  );
};

/** Letters of an address. */
const Letters = Formed('^[a-z0-9]+$', 'chữ thường không dấu và số', 'lower-case letters and digits');

const PersonForm = formOf(
  'family|family\\.initial|middle|middle\\.initials|given|initials|born\\.yy|born\\.yyyy|organisation|n|nn',
);
const OrganisationForm = formOf(
  'name|brief|abbreviation|own|own\\.brief|own\\.abbreviation|place|kind|kind\\.code|tail|parent|above\\.[a-z0-9-]+|n|nn',
);

/** All that are given must hold. */
const Condition = Type.Object(
  {
    /** Another organisation of these kinds in the province bears the same name. */
    namesake: Type.Optional(Type.Object({ kinds: Type.Array(OrganisationKind, { minItems: 1 }) }, strict)),
    /** What stands directly above it is of these kinds. */
    under: Type.Optional(Type.Array(OrganisationKind, { minItems: 1 })),
  },
  { ...strict, minProperties: 1 },
);
export type NamingCondition = Static<typeof Condition>;

const PersonStep = Type.Object({ form: PersonForm, ...stepGrounds }, strict);
const OrganisationStep = Type.Object(
  {
    form: OrganisationForm,
    /** The step is for these alone. */
    when: Type.Optional(Condition),
    /** The step is not for these: it is passed over, and whoever chooses is told why. */
    unless: Type.Optional(Condition),
    ...stepGrounds,
  },
  strict,
);
export type NamingStep = Static<typeof OrganisationStep>;

const Words = Type.Array(Type.String({ minLength: 1 }), { minItems: 1 });

/** An end of names that is left out; `{tail}` is `as`. */
const Tail = Type.Object({ words: Type.String({ minLength: 1 }), as: Type.Optional(Letters) }, strict);

/** How organisations of some kinds are named. The first form whose `kinds` and `begins` fit is taken. */
const OrganisationFormSet = Type.Object(
  {
    /** Left out: every kind. */
    kinds: Type.Optional(Type.Array(OrganisationKind, { minItems: 1 })),
    /** Only those whose name begins with one of these words. */
    begins: Type.Optional(Words),
    /** Words of kind at the front of the name, taken off one after the other: what is left is `{own}`. */
    strip: Type.Optional(Words),
    /** `{kind.code}` of those words: `{ thị trấn: tt }`. */
    codes: Type.Optional(Type.Record(Type.String(), Letters)),
    /** Ends left out of these names alone, beside those of every name: a town may be called as its province is. */
    tails: Type.Optional(Type.Array(Tail)),
    /** The kind of what stands above, when only its name is known and the name doesn't tell. */
    parentKind: Type.Optional(OrganisationKind),
    ladder: Type.Array(OrganisationStep, { minItems: 1 }),
  },
  strict,
);
export type NamingForm = Static<typeof OrganisationFormSet>;

/**
 * Who is called what. A ladder is tried from the top until an address is free (`docs/adr/0015-naming-as-data.md`).
 * ```yaml
 * - name: person-address
 *   value:
 *     ladder:
 *       - { form: '{family}{middle}{given}', cite: TG 4.2a }
 *       - { form: '{family.initial}{middle}{given}', cite: TG 4.2b }
 *   cite: TG 4.2
 *   from: 2016-11-11
 * - name: address-overrides
 *   value:
 *     - { organisation: Ủy ban nhân dân xã Hưng Đạo, above: Ủy ban nhân dân huyện Hòa An, local: hungdao.hoan, cite: CB 7.3a }
 *   cite: CB 7.3a
 *   from: 2011-01-14
 * ```
 */
export const namingRules = {
  'person-address': Type.Object({ ladder: Type.Array(PersonStep, { minItems: 1 }) }, strict),
  'organisation-address': Type.Object(
    {
      /** Words left out of abbreviations, and of the count of words. */
      drop: Type.Array(Type.String()),
      /** `{brief}` and `{own.brief}` are written out below this many words, and abbreviated from it on. */
      abbreviateFrom: Type.Optional(Type.Integer({ minimum: 2, maximum: 20 })),
      /** Ends of names that say what everyone here knows, such as `tỉnh` with the province's name. */
      tails: Type.Optional(Type.Array(Tail)),
      /** Names of places known to be borne by several, beside those the directory shows. */
      namesakes: Type.Optional(
        Type.Array(
          Type.Object({ names: Words, kinds: Type.Array(OrganisationKind, { minItems: 1 }), ...stepGrounds }, strict),
        ),
      ),
      forms: Type.Array(OrganisationFormSet, { minItems: 1 }),
    },
    strict,
  ),
  /** Addresses set by hand, whatever the forms give: one organisation each, named in full. */
  'address-overrides': Type.Array(
    Type.Object(
      {
        organisation: Type.String({ minLength: 1 }),
        /** What stands above it, where another of the same name exists. */
        above: Type.Optional(Type.String({ minLength: 1 })),
        local: Formed(
          '^[a-z0-9]+([._-][a-z0-9]+)*$',
          'phần trước @ của một địa chỉ: chữ thường không dấu, số, ở giữa có thể có . - _',
          'what stands before the @ of an address: lower-case letters and digits, with . - _ between',
          { maxLength: 64 },
        ),
        ...stepGrounds,
      },
      strict,
    ),
  ),
  /** Local parts never given out by a ladder, beside those of RFC 2142. */
  'reserved-addresses': Type.Object({ local: Type.Array(Type.String()) }, strict),
  /** Words that no address, no part of it between dots and no abbreviation may spell. */
  'unsuitable-addresses': Type.Array(Type.Object({ words: Type.Array(Letters, { minItems: 1 }), why: Text }, strict)),
  /** What becomes of an address that its holder gives up. */
  'address-retention': Type.Object(
    {
      /** Given to nobody else for this long; null: never again. Its last holder may have it back at any time. */
      period: Type.Union([Period, Type.Null()]),
      /** After a change of address the old one goes on reaching the mailbox for this long; null: not at all. */
      alias: Type.Union([Period, Type.Null()]),
    },
    strict,
  ),
} as const;
