import { Type } from 'typebox';
import { grounds, Id, strict, Text } from './common.ts';

/**
 * ```yaml
 * - name: document-kinds
 *   value:
 *     allowed:
 *       - { kind: meeting-invitation, name: { vi: Giấy mời họp, en: Meeting invitation }, cite: TB 5 }
 *     excluded:
 *       - { kind: complaint, name: { vi: Đơn khiếu nại, en: Complaint }, reason: { vi: …, en: … }, cite: TB 5 }
 *     otherwise: allowed
 * ```
 */
export const officeRules = {
  'document-kinds': Type.Object(
    {
      allowed: Type.Array(
        Type.Object(
          {
            kind: Id,
            name: Text,
            /** Encouraged rather than prescribed. */
            encouraged: Type.Optional(Type.Boolean()),
            ...grounds,
          },
          strict,
        ),
      ),
      excluded: Type.Array(Type.Object({ kind: Id, name: Text, reason: Text, ...grounds }, strict)),
      /** What holds of a kind that stands in neither list. */
      otherwise: Type.Union([Type.Literal('allowed'), Type.Literal('excluded')]),
    },
    strict,
  ),
  /** Levels of state secrecy that may not enter the system. */
  'secrecy-levels': Type.Object(
    {
      refused: Type.Array(
        Type.Object(
          {
            level: Id,
            name: Text,
            /** How the stamp reads, capitals and diacritics as on paper. */
            stamps: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
            ...grounds,
          },
          strict,
        ),
        { minItems: 1 },
      ),
    },
    strict,
  ),
} as const;
