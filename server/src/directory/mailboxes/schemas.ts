/** Shapes of what comes in and goes out of `/api/directory/mailboxes`; the same as `@congvu/contract` describes. */
import { type TSchema, Type } from 'typebox';

const strict = { additionalProperties: false };
/** Null stands first: what an empty field sends becomes null, not an empty text. */
const nullable = <T extends TSchema>(type: T) => Type.Union([Type.Null(), type]);
const literals = <const L extends string>(...names: readonly L[]) => Type.Unsafe<L>({ type: 'string', enum: names });

const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const Octets = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const Address = Type.String({ minLength: 3, maxLength: 254 });
const DomainName = Type.String({ minLength: 1, maxLength: 253 });
const Reason = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' });
const SomeReason = Type.Optional(nullable(Type.String({ maxLength: 500 })));
const Name = Type.String({ minLength: 1, maxLength: 300 });
const Both = Type.Object({ vi: Type.String(), en: Type.String() });
const Cite = nullable(Type.Object({ ref: Type.String(), text: Type.String() }));
const Text = nullable(Type.String());
const StateName = literals('active', 'locked', 'closed');
const Kind = literals('personal', 'organisation');
const Basis = literals('of-right', 'on-request', 'on-commitment', 'not-entitled');

export const ById = Type.Object({ id: Id }, strict);

/** Which of its forms it is, `proposeAddress` looks; `oneOf` would tell of every form that didn't fit. */
const Owner = Type.Union([Type.Object({ personId: Id }, strict), Type.Object({ organisationId: Id }, strict)]);
const Choice = Type.Union([
  Type.Object({ domain: DomainName }, strict),
  Type.Object({ address: Address, reason: Reason }, strict),
]);

export const ListAsked = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 200 })),
    kind: Type.Optional(Kind),
    state: Type.Optional(StateName),
    organisation: Type.Optional(Id),
    overPercent: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
    unusedMonths: Type.Optional(Type.Integer({ minimum: 1, maximum: 600 })),
    at: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
    cursor: Type.Optional(Type.String({ maxLength: 800 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  },
  strict,
);

const Listed = Type.Object({
  accountId: Id,
  kind: Kind,
  state: StateName,
  name: Type.String(),
  address: Text,
  personId: nullable(Id),
  organisationId: nullable(Id),
  organisation: nullable(Type.Object({ id: Id, name: Type.String() })),
  position: Text,
  usedBytes: Type.Integer(),
  quotaBytes: Type.Integer(),
  aliases: Type.Integer(),
  createdAt: Type.String(),
  lastUsedAt: Text,
});
export const ListAnswer = Type.Object({
  rows: Type.Array(Listed),
  cursor: Text,
  total: nullable(Type.Integer()),
});

export const OptionsAnswer = Type.Object({
  warnPercent: Type.Integer(),
  unused: Type.Array(Type.Object({ months: Type.Integer(), action: Type.String(), cite: Cite })),
  whole: Type.Boolean(),
  mayChange: Type.Boolean(),
});

export const Propose = Type.Object(
  {
    for: Type.Union([
      Type.Object({ personId: Id }, strict),
      Type.Object({ organisationId: Id }, strict),
      Type.Object({ accountId: Id }, strict),
      Type.Object(
        {
          person: Type.Object(
            { name: Name, born: Type.Optional(nullable(Type.String({ maxLength: 10 }))), organisationId: nullable(Id) },
            strict,
          ),
        },
        strict,
      ),
      Type.Object(
        {
          organisation: Type.Object(
            { name: Name, kind: Type.String({ minLength: 1, maxLength: 100 }), parentId: nullable(Id) },
            strict,
          ),
        },
        strict,
      ),
    ]),
    domain: Type.Optional(DomainName),
    byHand: Type.Optional(Type.String({ maxLength: 254 })),
  },
  strict,
);

const Refusal = literals('taken', 'retired', 'reserved', 'unsuitable', 'namesake', 'too-long', 'not-an-address');
const Entitlement = Type.Object({ basis: Basis, cite: Cite, who: nullable(Both) });
export const ProposalAnswer = Type.Object({
  domain: Type.String(),
  domains: Type.Array(Type.String()),
  address: Text,
  cite: Cite,
  note: nullable(Both),
  why: nullable(Both),
  tried: Type.Array(Type.Object({ address: Type.String(), reason: Refusal, text: Both, cite: Cite })),
  withoutOverride: Text,
  fault: nullable(Type.Object({ code: Type.String(), text: Both })),
  byHand: nullable(
    Type.Object({ address: Type.String(), free: Type.Boolean(), code: Text, text: nullable(Both), until: Text }),
  ),
  entitlement: nullable(Entitlement),
});

export const NewMailbox = Type.Object(
  {
    owner: Owner,
    name: Choice,
    quotaBytes: Type.Optional(nullable(Octets)),
    document: Type.Optional(nullable(Type.String({ maxLength: 300 }))),
  },
  strict,
);

const Details = Type.Object({
  quota: Type.Object({
    usedBytes: Type.Integer(),
    messages: Type.Integer(),
    bytes: Type.Integer(),
    own: Type.Boolean(),
    most: Type.Integer(),
    cite: Cite,
    warnPercent: Type.Integer(),
  }),
  createdAt: Type.String(),
  lastUsedAt: Text,
  grant: nullable(Type.Object({ basis: Basis, cite: Cite, document: Text })),
  history: Type.Array(Type.Object({ from: Type.String(), until: Text, state: StateName, address: Text })),
  retention: Type.Object({ keptUntil: Text, aliasUntil: Text }),
});
export const MailboxAnswer = Type.Object({
  accountId: Id,
  kind: Kind,
  state: StateName,
  name: Type.String(),
  address: Text,
  owner: Type.Object({ personId: nullable(Id), organisationId: nullable(Id) }),
  aliases: Type.Array(Type.Object({ address: Type.String(), until: Text })),
  details: nullable(Details),
  mayChange: Type.Boolean(),
});
export const NewMailboxAnswerSchema = Type.Object({ mailbox: MailboxAnswer, firstPassword: Text });

export const Rename = Type.Object({ name: Choice, old: Type.Optional(literals('alias', 'retire')) }, strict);
export const NewAlias = Type.Object({ address: Address, reason: Reason }, strict);
export const OldAlias = Type.Object({ address: Address, reason: SomeReason }, strict);
export const State = Type.Object({ state: StateName, reason: SomeReason }, strict);
export const Quota = Type.Object({ bytes: nullable(Octets), reason: SomeReason }, strict);
