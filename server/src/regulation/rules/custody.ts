import { Type } from 'typebox';
import { grounds, Party, strict, Text } from './common.ts';
import { StaffEvent } from './life.ts';

const Form = Type.Union([Type.Literal('letter'), Type.Literal('mail')]);

/**
 * Who keeps a mailbox and its mail, and what they must do when something happens to it.
 * ```yaml
 * - name: delegation-limit
 *   value: { most: 1, inWriting: true }
 *   cite: QN 8.2a
 * - name: personnel-events
 *   value:
 *     - { event: retired, mailbox: revoke, tellBy: organisation, tell: operator, by: [letter, mail], cite: CB 8.2 }
 * ```
 */
export const custodyRules = {
  /** To how many people at once a head may delegate the organisation's mailbox (null: any number), and how. */
  'delegation-limit': Type.Object(
    { most: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]), inWriting: Type.Boolean() },
    strict,
  ),
  /** What a head who leaves hands to the next one. A password is never handed on here: the right moves. */
  handover: Type.Object(
    {
      by: Type.Array(Party, { minItems: 1 }),
      to: Type.Array(Party, { minItems: 1 }),
      /** What the regulation lists. */
      includes: Type.Array(Type.Union([Type.Literal('mailbox'), Type.Literal('mail'), Type.Literal('password')]), {
        minItems: 1,
        uniqueItems: true,
      }),
    },
    strict,
  ),
  /** Mail that must be kept, of which mailboxes, and what may be done when one is full. */
  'mail-archive': Type.Array(
    Type.Object(
      {
        mailbox: Type.Union([Type.Literal('personal'), Type.Literal('organisation')]),
        directions: Type.Array(Type.Union([Type.Literal('incoming'), Type.Literal('outgoing')]), {
          minItems: 1,
          uniqueItems: true,
        }),
        /** As received or sent, to the octet. */
        intact: Type.Boolean(),
        whenFull: Type.Union([Type.Literal('export-then-delete'), Type.Literal('holder-clears'), Type.Null()]),
        ...grounds,
      },
      strict,
    ),
  ),
  /** What a personnel or organisational event means for mailboxes, and who must tell whom. */
  'personnel-events': Type.Array(
    Type.Object(
      {
        event: StaffEvent,
        mailbox: Type.Union([
          Type.Literal('issue'),
          Type.Literal('change'),
          Type.Literal('suspend'),
          Type.Literal('revoke'),
          Type.Literal('reorganise'),
        ]),
        tellBy: Party,
        tell: Party,
        by: Type.Array(Form, { minItems: 1, uniqueItems: true }),
        ...grounds,
      },
      strict,
    ),
  ),
  /** What a holder does when a password is forgotten, seen by others, or no longer in their hands. */
  'password-incident': Type.Array(
    Type.Object(
      {
        event: Type.Union([Type.Literal('forgotten'), Type.Literal('leaked'), Type.Literal('control-lost')]),
        mailbox: Type.Union([Type.Literal('personal'), Type.Literal('organisation')]),
        /** At once, by the holder. */
        changeNow: Type.Boolean(),
        /** Any of them, in the order the text names them. */
        reportTo: Type.Array(Party, { uniqueItems: true }),
        /** Who confirms in writing afterwards. */
        confirmedBy: Type.Union([Party, Type.Null()]),
        ...grounds,
      },
      strict,
    ),
  ),
  /** Whom a holder tells of a fault, first to last; and a line that anyone may call. */
  'incident-contact': Type.Object(
    { reportTo: Type.Array(Party, { minItems: 1, uniqueItems: true }), hotline: Type.Boolean() },
    strict,
  ),
  /** Rules that every organisation makes for itself. */
  'unit-rules': Type.Object({ by: Party, about: Text }, strict),
  /** Who may take a mailbox back at once when the network's safety demands it; null: the text gives nobody that right. */
  'emergency-revocation': Type.Object({ by: Type.Union([Party, Type.Null()]) }, strict),
  /** How many addresses a person or an organisation has of the province's system. */
  'addresses-per-holder': Type.Object({ most: Type.Integer({ minimum: 1 }) }, strict),
  /** How text is to be encoded. */
  'character-set': Type.Object({ charset: Type.Literal('UTF-8'), standard: Type.String({ minLength: 1 }) }, strict),
} as const;
