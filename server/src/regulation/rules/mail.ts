import { Type } from 'typebox';
import { Formed, strict } from './common.ts';

/**
 * ```yaml
 * - { name: mailbox-quota, value: { bytes: 524288000 }, cite: TG 7, from: 2016-11-11 }
 * ```
 */
export const mailRules = {
  /** The most a mailbox may hold, in octets. */
  'mailbox-quota': Type.Object({ bytes: Type.Integer({ minimum: 1 }) }, strict),
  /** The most the attachments of one message may hold together, in octets as decoded. */
  'attachment-limit': Type.Object({ bytes: Type.Integer({ minimum: 1 }) }, strict),
  /** Share of the quota from which its user is warned. */
  'quota-warning': Type.Object({ percent: Type.Integer({ minimum: 1, maximum: 100 }) }, strict),
  password: Type.Object(
    {
      /** In characters. */
      minLength: Type.Integer({ minimum: 1, maximum: 128 }),
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
  /** The domain the regulation names; an installation may use another one (`domain` of the database). */
  'mail-domain': Type.Object(
    {
      domain: Formed('^[a-z0-9-]+(\\.[a-z0-9-]+)+$', 'một tên miền như tinh.gov.vn', 'a domain such as tinh.gov.vn', {
        maxLength: 253,
      }),
    },
    strict,
  ),
} as const;
