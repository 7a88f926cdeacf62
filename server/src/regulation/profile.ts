import { type Static, Type } from 'typebox';
import { Cite, Day, type RuleName, type RuleValue, strict, Text } from './rules/index.ts';

/**
 * A decision, or the regulation issued with it. What the text we have doesn't tell is null, and `note` says so:
 * nothing is made up.
 */
export const InstrumentSchema = Type.Object(
  {
    /** Begins every citation of it: `TG`. */
    code: Type.String({ pattern: '^[A-ZĐ]+$' }),
    /** How a citation names it: `Quyết định`. */
    kind: Type.String({ minLength: 1 }),
    number: Type.Union([Type.String({ minLength: 1 }), Type.Null()]),
    title: Type.String({ minLength: 1 }),
    issuer: Type.String({ minLength: 1 }),
    issued: Type.Union([Day, Type.Null()]),
    /** In force. Where the text leaves it open, the earliest day it can be, and `note` says so. */
    from: Day,
    until: Type.Optional(Day),
    /** Numbers of those it ends, and of those it changes; of this profile's by code. */
    replaces: Type.Optional(Type.Array(Type.String())),
    amends: Type.Optional(Type.Array(Type.String())),
    /** How a citation names it where kind and number won't do: `Quy chế kèm Quyết định …, sửa đổi năm 2012`. */
    short: Type.Optional(Type.String({ minLength: 1 })),
    /** Before its anchors in the law page, where that tells of several instruments: `bdg-`. */
    anchor: Type.Optional(Type.String({ pattern: '^[a-zđ]+-$' })),
    /**
     * Articles and clauses whose parts the text leaves unnumbered. The law page counts them, and a citation calls them
     * paragraph (`đoạn`) and item (`ý`), not clause and point.
     */
    counted: Type.Optional(Type.Array(Type.String({ pattern: '^\\d+(\\.\\d+)?$' }), { uniqueItems: true })),
    /** Single paragraphs beside numbered clauses, counted as if they were clauses: `8.4`. */
    paragraphs: Type.Optional(Type.Array(Type.String({ pattern: '^\\d+\\.\\d+$' }), { uniqueItems: true })),
    note: Type.Optional(Text),
  },
  strict,
);
export type Instrument = Static<typeof InstrumentSchema>;

/**
 * One article of an instrument, or a clause where clauses are enforced differently. Every article has at least one.
 * `by`: what sees to it. `automatic`: the program, always; `workflow`: steps people take in the program; `report`: the
 * program measures and shows; `guidance`: people read it in the program; `not-yet`: nothing as yet.
 */
export const ArticleSchema = Type.Object(
  {
    ref: Cite,
    title: Text,
    by: Type.Union([
      Type.Literal('automatic'),
      Type.Literal('workflow'),
      Type.Literal('report'),
      Type.Literal('guidance'),
      Type.Literal('not-yet'),
    ]),
    how: Text,
    /** Name of the live figure that proves it. */
    figure: Type.Optional(Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' })),
    /** Where it happens, a path in the web. */
    link: Type.Optional(Type.String({ pattern: '^/' })),
    /** What it says, in our words; left out where `docs/law` says it. */
    text: Type.Optional(Text),
  },
  strict,
);
export type Article = Static<typeof ArticleSchema>;

/** `value` is checked apart, by the schema its name stands for. */
const RuleEntrySchema = Type.Object(
  {
    name: Type.String(),
    value: Type.Unknown(),
    cite: Type.Optional(Cite),
    note: Type.Optional(Text),
    from: Day,
    until: Type.Optional(Day),
  },
  strict,
);
export type RuleEntryText = Static<typeof RuleEntrySchema>;

const parts = {
  articles: Type.Optional(Type.Array(ArticleSchema)),
  rules: Type.Optional(Type.Array(RuleEntrySchema)),
};

/** `profile.yaml`. */
export const ProfileSchema = Type.Object(
  {
    province: Type.String({ pattern: '^[a-z]+(-[a-z]+)*$' }),
    name: Type.String({ minLength: 1 }),
    /** Its page in `docs/law`; left out: the province's id. */
    law: Type.Optional(Type.String({ pattern: '^[a-z-]+$' })),
    instruments: Type.Array(InstrumentSchema, { minItems: 1 }),
    ...parts,
  },
  strict,
);

/** Every other file of the folder. */
export const ProfilePartSchema = Type.Object(parts, strict);

/** Who issued something in the web, when and why. */
export interface Issue {
  id: number;
  reason: string;
  personId: number | null;
  person: string | null;
  at: Date;
}

/** A rule's value with what it rests on. `from` inclusive, `until` exclusive. */
export type RuleEntry = {
  [N in RuleName]: {
    name: N;
    value: RuleValue<N>;
    /** Undefined: no article prescribes it, and `note` says why it stands there. */
    cite: string | undefined;
    /** Shown beside it. */
    note: Text | undefined;
    from: Temporal.PlainDate;
    until: Temporal.PlainDate | undefined;
    /** Undefined: the profile's own. */
    issue?: Issue;
  };
}[RuleName];

/** What was issued in the web for a province, and is not withdrawn. */
export interface Layer {
  instruments: Instrument[];
  articles: Article[];
  rules: RuleEntry[];
}

export interface Profile {
  /** The folder, or the file of a profile in one piece. */
  file: string;
  province: string;
  name: string;
  law: string;
  instruments: Instrument[];
  articles: Article[];
  /** Later ones are laid over earlier ones: see `entryAt`. */
  rules: RuleEntry[];
}
