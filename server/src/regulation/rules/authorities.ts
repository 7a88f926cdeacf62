import { Type } from 'typebox';
import { grounds, strict, Text } from './common.ts';

/**
 * Which organisation is meant by a role that other rules name. Code knows the roles alone; the names here are what people
 * read, and what the organisation in the directory is found by.
 * ```yaml
 * - name: authorities
 *   value:
 *     - { role: managing-authority, name: { vi: Sở Thông tin và Truyền thông, en: … }, head: { vi: Giám đốc, en: Director }, cite: TG 12.1 }
 * ```
 */
export const authorityRules = {
  authorities: Type.Array(
    Type.Object(
      {
        role: Type.Union([
          Type.Literal('managing-authority'),
          Type.Literal('operator'),
          Type.Literal('superior-authority'),
          Type.Literal('funding-authority'),
          Type.Literal('personnel-authority'),
        ]),
        name: Text,
        /** What its head is called, where the regulation charges the head in person. */
        head: Type.Optional(Text),
        /** What it does, in a line. */
        duty: Type.Optional(Text),
        ...grounds,
      },
      strict,
    ),
    { minItems: 1 },
  ),
} as const;
