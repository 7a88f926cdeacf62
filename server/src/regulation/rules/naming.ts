import { type Static, Type } from 'typebox';
import { Cite, Period, strict } from './common.ts';

/**
 * One step of a naming ladder. `form` is made of letters and `{variable}`s (see `directory/naming`); a step without an
 * article behind it says in `note` why it stands there.
 */
const NamingStep = Type.Union([
  Type.Object({ form: Type.String({ minLength: 1 }), cite: Cite }, strict),
  Type.Object({ form: Type.String({ minLength: 1 }), note: Type.String({ minLength: 1 }) }, strict),
]);
export type NamingStep = Static<typeof NamingStep>;

export const namingRules = {
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
  /** How long an address stays its last holder's after it was given up; null: for ever. */
  'address-retention': Type.Object({ period: Type.Union([Period, Type.Null()]) }, strict),
} as const;
