import { type Static, Type } from 'typebox';
import { grounds, Id, OfficialKind, OrganisationKind, Party, Period, strict, Text } from './common.ts';

/**
 * How a mailbox comes by its right to exist. `of-right`: by the regulation alone; `on-request`: to whoever asks and is
 * granted it; `on-commitment`: the same, and undertakes in writing to keep the regulation; `not-entitled`: not at all.
 */
const Basis = Type.Union([
  Type.Literal('of-right'),
  Type.Literal('on-request'),
  Type.Literal('on-commitment'),
  Type.Literal('not-entitled'),
]);

/** What happens to a person or an organisation, as far as mailboxes are concerned. */
export const StaffEvent = Type.Union([
  Type.Literal('recruited'),
  Type.Literal('received'),
  Type.Literal('moved'),
  Type.Literal('suspended'),
  Type.Literal('left'),
  Type.Literal('retired'),
  Type.Literal('died'),
  Type.Literal('founded'),
  Type.Literal('split'),
  Type.Literal('merged'),
  Type.Literal('dissolved'),
  Type.Literal('renamed'),
]);

export const RequestKind = Type.Union([
  Type.Literal('new'),
  Type.Literal('change'),
  Type.Literal('rename'),
  Type.Literal('reset'),
  Type.Literal('revoke'),
  Type.Literal('reorganise'),
]);
export type RequestKind = Static<typeof RequestKind>;

const Request = Type.Object(
  {
    kind: RequestKind,
    /** Whose mailbox; left out: either. */
    subject: Type.Optional(Type.Union([Type.Literal('personal'), Type.Literal('organisation')])),
    requestedBy: Type.Array(Party, { minItems: 1 }),
    /** How it may come. `paper` is entered by the managing authority. */
    via: Type.Array(Type.Union([Type.Literal('official-mailbox'), Type.Literal('web'), Type.Literal('paper')]), {
      minItems: 1,
      uniqueItems: true,
    }),
    attachments: Type.Array(
      Type.Object(
        {
          /** `retirement-decision`, `list-of-people` …: the province's own id. */
          kind: Id,
          name: Text,
          /** After which events it must be there; left out: always. */
          when: Type.Optional(Type.Array(StaffEvent, { minItems: 1 })),
          /** Only from who is entitled on this basis. */
          basis: Type.Optional(Basis),
        },
        strict,
      ),
    ),
    approver: Party,
    executor: Party,
    ...grounds,
  },
  strict,
);

/**
 * ```yaml
 * - name: inactivity
 *   value:
 *     - { after: P6M, action: lock, notice: { before: null, to: [holder, organisation] }, cite: TG 5.3 }
 *     - { after: P12M, action: delete, notice: { before: P10D, to: [holder, organisation] }, cite: TG 5.3 }
 *   cite: TG 5.3
 *   from: 2016-11-11
 * - name: check-duty
 *   value: [{ mailbox: personal, times: 2, per: working-day, cite: CB 13.1 }]
 * - name: personnel-authority
 *   value: [{ kinds: [party], authority: { name: { vi: Ban Tổ chức Tỉnh ủy, en: … } }, cite: BD 7 }]
 * ```
 */
export const lifeRules = {
  /** What happens to a mailbox not used for a time, counted from its creation or the last access, shortest first. */
  inactivity: Type.Array(
    Type.Object(
      {
        after: Period,
        /** `lock`: closed to its holder, kept; `revoke`: taken back, may be given again on a list; `delete`: with its mail. */
        action: Type.Union([Type.Literal('lock'), Type.Literal('revoke'), Type.Literal('delete')]),
        /** Told how long before; null: when it happens. */
        notice: Type.Object(
          { before: Type.Union([Period, Type.Null()]), to: Type.Array(Party, { minItems: 1 }) },
          strict,
        ),
        ...grounds,
      },
      strict,
    ),
  ),
  /** How often a mailbox must be opened. `documents`: what came to the electronic office. */
  'check-duty': Type.Array(
    Type.Object(
      {
        mailbox: Type.Union([Type.Literal('personal'), Type.Literal('organisation'), Type.Literal('documents')]),
        times: Type.Integer({ minimum: 1, maximum: 48 }),
        per: Type.Union([Type.Literal('working-day'), Type.Literal('day')]),
        ...grounds,
      },
      strict,
    ),
  ),
  /** Who gets a mailbox. The first entry that fits decides; none fits: not entitled. */
  entitlement: Type.Object(
    {
      organisations: Type.Array(
        Type.Object({ kinds: Type.Array(OrganisationKind, { minItems: 1 }), basis: Basis, ...grounds }, strict),
      ),
      people: Type.Array(
        Type.Object(
          {
            /** How the regulation describes them. */
            who: Text,
            /** All that are given must fit; what is left out fits everyone. */
            organisationKinds: Type.Optional(Type.Array(OrganisationKind, { minItems: 1 })),
            officialKinds: Type.Optional(Type.Array(OfficialKind, { minItems: 1 })),
            /** Words a position begins with, case and diacritics apart: `Trưởng phòng`. Heads fit `head` below. */
            positions: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })),
            /** Also whoever heads an organisation, whatever the position is called. */
            heads: Type.Optional(Type.Boolean()),
            basis: Basis,
            ...grounds,
          },
          strict,
        ),
      ),
    },
    strict,
  ),
  'request-kinds': Type.Array(Request, { minItems: 1 }),
  /** Whom to tell of what, and how. */
  'notice-matrix': Type.Array(
    Type.Object(
      {
        event: Type.Union([
          Type.Literal('created'),
          Type.Literal('changed'),
          Type.Literal('renamed'),
          Type.Literal('reset'),
          Type.Literal('locked'),
          Type.Literal('revoked'),
          Type.Literal('deleted'),
          Type.Literal('refused'),
          Type.Literal('reissued'),
        ]),
        subject: Type.Union([Type.Literal('personal'), Type.Literal('organisation')]),
        form: Type.Union([Type.Literal('letter'), Type.Literal('mail')]),
        to: Type.Array(Party, { minItems: 1, uniqueItems: true }),
        ...grounds,
      },
      strict,
    ),
  ),
  /** Who says who works where: by the kind of organisation, the first that fits. */
  'personnel-authority': Type.Array(
    Type.Object(
      {
        kinds: Type.Array(OrganisationKind, { minItems: 1 }),
        /** By name, or another authority in its place. */
        authority: Type.Union([Type.Object({ name: Text }, strict), Type.Object({ role: Party }, strict)]),
        ...grounds,
      },
      strict,
    ),
    { minItems: 1 },
  ),
} as const;
