import { type Static, Type } from 'typebox';
import { Cite, type RuleName, type RuleValue } from './rules.ts';

const strict = { additionalProperties: false };
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

export const InstrumentSchema = Type.Object(
  {
    /** Begins every citation of it: `TG`. */
    code: Type.String({ pattern: '^[A-ZĐ]+$' }),
    number: Type.String(),
    /** How a citation names it: `Quyết định`. */
    kind: Type.String(),
    title: Type.String(),
    issuer: Type.String(),
    issued: Day,
    from: Day,
    until: Type.Optional(Day),
    replaces: Type.Optional(Type.Array(Type.String())),
    amends: Type.Optional(Type.Array(Type.String())),
  },
  strict,
);

/** `value` is checked apart, by the schema its name stands for. */
export const ProfileSchema = Type.Object(
  {
    province: Type.String({ pattern: '^[a-z]+(-[a-z]+)*$' }),
    name: Type.String({ minLength: 1 }),
    instruments: Type.Array(InstrumentSchema, { minItems: 1 }),
    rules: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          value: Type.Unknown(),
          cite: Type.Optional(Cite),
          note: Type.Optional(Type.String()),
          from: Day,
          until: Type.Optional(Day),
        },
        strict,
      ),
    ),
  },
  strict,
);

export type Instrument = Static<typeof InstrumentSchema>;

/** A rule's value with what it rests on. `from` inclusive, `until` exclusive. */
export type RuleEntry = {
  [N in RuleName]: {
    name: N;
    value: RuleValue<N>;
    /** Undefined: no article prescribes it, and `note` says why it stands there. */
    cite: string | undefined;
    note: string | undefined;
    from: Temporal.PlainDate;
    until: Temporal.PlainDate | undefined;
  };
}[RuleName];

export interface Profile {
  file: string;
  province: string;
  name: string;
  instruments: Instrument[];
  rules: RuleEntry[];
}
