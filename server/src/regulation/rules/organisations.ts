import { Type } from 'typebox';
import { grounds, Id, OrganisationKind, strict, Text } from './common.ts';

/**
 * ```yaml
 * - name: organisation-kinds
 *   value:
 *     - { kind: department, name: { vi: Sở, en: Department }, level: province, begins: [Sở] }
 *     - { kind: commune, name: { vi: Xã, en: Commune }, level: commune, begins: [Ủy ban nhân dân xã, Xã] }
 *   note: …
 *   from: 2016-11-11
 * - name: public-directory
 *   value:
 *     organisationKinds: [department, district, commune]
 *     officials: { heads: true, positions: [Giám đốc, Phó Giám đốc, Chủ tịch, Phó Chủ tịch] }
 *     fields: [name, position, organisation, phone, fax, address]
 *   cite: TG 15.3
 * ```
 */
export const organisationRules = {
  /** Every kind of organisation there is, in the order shown. Other rules name kinds by these ids. */
  'organisation-kinds': Type.Array(
    Type.Object(
      {
        kind: OrganisationKind,
        name: Text,
        /** `unit`: inside another organisation, at any level. */
        level: Type.Optional(
          Type.Union([
            Type.Literal('province'),
            Type.Literal('district'),
            Type.Literal('commune'),
            Type.Literal('unit'),
          ]),
        ),
        /** Words the name of such an organisation begins with: the longest that fits guesses the kind. */
        begins: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })),
        /** May hold organisations of these kinds; left out: any. */
        under: Type.Optional(Type.Array(Id)),
        ...grounds,
      },
      strict,
    ),
    { minItems: 1 },
  ),
  /** What everyone may look up. */
  'public-directory': Type.Object(
    {
      /** Organisations that are shown. */
      organisationKinds: Type.Array(OrganisationKind, { minItems: 1 }),
      /** Which of their people are competent officials. */
      officials: Type.Object(
        {
          heads: Type.Boolean(),
          /** Words a position begins with, case and diacritics apart. */
          positions: Type.Array(Type.String({ minLength: 1 })),
        },
        strict,
      ),
      /** What is shown of each. `address`: the official mailbox's. */
      fields: Type.Array(
        Type.Union([
          Type.Literal('name'),
          Type.Literal('position'),
          Type.Literal('organisation'),
          Type.Literal('phone'),
          Type.Literal('fax'),
          Type.Literal('address'),
        ]),
        { minItems: 1, uniqueItems: true },
      ),
    },
    strict,
  ),
  /**
   * Addresses outside the province's system that officials may use for the work: kept in the directory as contacts,
   * marked unofficial. A kind that is not listed is not allowed.
   */
  'outside-addresses': Type.Array(
    Type.Object(
      {
        kind: Type.Union([Type.Literal('sector'), Type.Literal('free'), Type.Literal('other')]),
        /** For whom, and for what. */
        who: Text,
        ...grounds,
      },
      strict,
    ),
  ),
} as const;
