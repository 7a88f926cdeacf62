/** Shapes of what comes in and goes out; the same as `@congvu/contract` describes. */
import { type TSchema, Type } from 'typebox';

export const strict = { additionalProperties: false };
/** Null stands first: what an empty field sends becomes null, not an empty text. */
export const nullable = <T extends TSchema>(type: T) => Type.Union([Type.Null(), type]);
export const optional = <T extends TSchema>(type: T) => Type.Optional(nullable(type));

export const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
export const Text = Type.String({ maxLength: 1000 });
const NullableText = nullable(Type.String());
export const Revision = Type.Integer({ minimum: 1 });
export const ById = Type.Object({ id: Id }, strict);
export const AtDay = Type.Object({ at: Type.Optional(Day) }, strict);
const offset = Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 }));
const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 500 }));
export const PageOn = Type.Object({ at: Type.Optional(Day), offset, limit }, strict);
export const TreeAsked = Type.Object({ parent: Type.Optional(Id), at: Type.Optional(Day), offset, limit }, strict);

const literals = <const L extends string>(...names: readonly L[]) => Type.Unsafe<L>({ type: 'string', enum: names });

const Named = Type.Object({ id: Id, name: Type.String(), shortName: NullableText });
const fields = {
  parentId: nullable(Id),
  kind: Type.String(),
  name: Type.String(),
  shortName: NullableText,
  code: NullableText,
  legacyCode: NullableText,
  phone: NullableText,
  fax: NullableText,
  website: NullableText,
  address: NullableText,
};
/** What comes in is limited; by how much each exactly, the acts say. */
const given = {
  parentId: optional(Id),
  kind: Type.Optional(Text),
  name: Type.Optional(Text),
  shortName: optional(Text),
  code: optional(Text),
  legacyCode: optional(Text),
  phone: optional(Text),
  fax: optional(Text),
  website: optional(Text),
  address: optional(Text),
};

const Mailbox = Type.Object({
  accountId: Id,
  name: Type.String(),
  address: NullableText,
  state: literals('active', 'locked', 'closed'),
});
const Contact = Type.Object({
  id: Id,
  address: Type.String(),
  kind: literals('sector', 'free', 'other'),
  note: NullableText,
  from: Day,
});
const Person = Type.Object({
  personId: Id,
  appointmentId: Id,
  name: Type.String(),
  position: Type.String(),
  rank: NullableText,
  isHead: Type.Boolean(),
  isLeader: Type.Boolean(),
  from: Day,
  until: nullable(Day),
  published: nullable(Type.Boolean()),
  decision: NullableText,
  revision: Revision,
  phone: NullableText,
  mobile: NullableText,
  address: NullableText,
  official: Type.Boolean(),
});
const Succession = Type.Object({ organisation: Named, kind: literals('merged', 'split'), on: Day });
const state = literals('in-force', 'not-yet', 'ended');
const Changed = Type.Record(Type.String(), Type.Union([Type.Null(), Type.Number(), Type.String()]));
const May = Type.Array(Type.String());
const Hanging = Type.Object({
  mailboxes: Type.Array(Type.Object({ ...Mailbox.properties, state: literals('active', 'locked') })),
  delegations: Type.Array(
    Type.Object({ delegationId: Id, accountId: Id, mailbox: Type.String(), personId: Id, person: Type.String() }),
  ),
  roles: Type.Array(
    Type.Object({
      role: Type.String(),
      personId: Id,
      person: Type.String(),
      organisationId: nullable(Id),
      organisation: NullableText,
    }),
  ),
});

const Both = Type.Object({ vi: Type.String(), en: Type.String() });
export const KindsAnswer = Type.Object({
  kinds: Type.Array(
    Type.Object({
      kind: Type.String(),
      name: Both,
      level: Type.Optional(Type.String()),
      begins: Type.Optional(Type.Array(Type.String())),
      under: Type.Optional(Type.Array(Type.String())),
    }),
  ),
  today: Day,
});

export const TreeAnswer = Type.Object({
  parentId: nullable(Id),
  at: Day,
  nodes: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      shortName: NullableText,
      kind: Type.String(),
      units: Type.Integer(),
      people: Type.Integer(),
    }),
  ),
  total: Type.Integer(),
});

export const PeopleAnswer = Type.Object({ people: Type.Array(Person), total: Type.Integer() });

const PlannedActs = Type.Array(
  Type.Object({
    undoId: Id,
    act: literals(
      'organisation.merged',
      'organisation.split',
      'organisation.dissolved',
      'appointment.created',
      'appointment.moved',
      'appointment.ended',
      'person.left',
    ),
    title: Type.String(),
    from: Day,
  }),
);

export const OrganisationAnswer = Type.Object({
  ...fields,
  id: Id,
  at: Day,
  today: Day,
  revision: Revision,
  state,
  founded: Day,
  until: nullable(Day),
  endEvent: nullable(literals('dissolved', 'merged', 'split')),
  endDecision: NullableText,
  since: Day,
  decision: NullableText,
  sortOrder: Type.Integer(),
  above: Type.Array(Named),
  people: Type.Array(Person),
  peopleTotal: Type.Integer(),
  units: Type.Integer(),
  mailboxes: Type.Array(Mailbox),
  contacts: Type.Array(Contact),
  successors: Type.Array(Succession),
  predecessors: Type.Array(Succession),
  planned: Type.Array(Type.Object({ from: Day, before: Changed, after: Changed, decision: NullableText })),
  plannedActs: PlannedActs,
  may: May,
});

export const PersonAnswer = Type.Object({
  id: Id,
  at: Day,
  today: Day,
  revision: Revision,
  name: Type.String(),
  names: Type.Array(Type.Object({ name: Type.String(), from: Day, until: nullable(Day), decision: NullableText })),
  phone: NullableText,
  mobile: NullableText,
  officialKind: NullableText,
  private: nullable(Type.Object({ born: nullable(Day), code: NullableText, note: NullableText })),
  leftOn: nullable(Day),
  appointments: Type.Array(
    Type.Object({
      appointmentId: Id,
      organisation: Named,
      position: Type.String(),
      rank: NullableText,
      isHead: Type.Boolean(),
      from: Day,
      until: nullable(Day),
      published: nullable(Type.Boolean()),
      decision: NullableText,
      revision: Revision,
      state,
    }),
  ),
  plannedActs: PlannedActs,
  mailboxes: Type.Array(Mailbox),
  contacts: Type.Array(Contact),
  hanging: nullable(Hanging),
  may: May,
});

export const TimelineAnswer = Type.Array(
  Type.Object({
    on: Type.String(),
    event: literals(
      ...(['founded', 'renamed', 'moved', 'merged', 'split', 'changed', 'ended', 'took-over', 'head-began'] as const),
      ...(['head-ended', 'appointed', 'appointment-ended', 'mailbox-made', 'mailbox-changed', 'left'] as const),
    ),
    before: Changed,
    after: Changed,
    decision: NullableText,
    organisation: nullable(Named),
    person: nullable(Type.Object({ id: Id, name: Type.String() })),
    position: NullableText,
    planned: Type.Boolean(),
    recordedAt: NullableText,
    recordedBy: NullableText,
  }),
);

const Undo = nullable(Type.Object({ undoId: Id, until: Type.String() }));
export const DoneAnswer = Type.Object({ id: Id, revision: nullable(Revision), undo: Undo });

export const NewOrganisation = Type.Object(
  {
    ...given,
    name: Text,
    kind: Text,
    from: Day,
    decision: optional(Text),
    sortOrder: Type.Optional(Type.Integer({ minimum: -100_000, maximum: 100_000 })),
  },
  strict,
);

export const ChangeOrganisation = Type.Object(
  {
    revision: Revision,
    from: Day,
    decision: optional(Text),
    fields: Type.Object(given, strict),
    sortOrder: Type.Optional(Type.Integer({ minimum: -100_000, maximum: 100_000 })),
  },
  strict,
);

export const ContactData = Type.Object(
  { revision: Revision, phone: optional(Text), fax: optional(Text), website: optional(Text), address: optional(Text) },
  strict,
);

export const RemoveOrganisation = Type.Object({ revision: Revision, reason: optional(Text) }, strict);

export const CancelPlanned = Type.Object({ from: Day, revision: Revision }, strict);

const Successor = Type.Integer({ minimum: 0, maximum: 100 });
const Destination = Type.Union([Type.Object({ into: Successor }, strict), Type.Object({ organisationId: Id }, strict)]);
export const Reorganise = Type.Object(
  {
    kind: literals('dissolved', 'merged', 'split'),
    from: Type.Array(Type.Object({ organisationId: Id, revision: Revision }, strict), { minItems: 1, maxItems: 100 }),
    into: Type.Array(
      Type.Union([
        Type.Object({ organisationId: Id }, strict),
        Type.Object({ name: Text, kind: Text, parentId: nullable(Id), shortName: optional(Text) }, strict),
      ]),
      { maxItems: 100 },
    ),
    ends: Type.Optional(Type.Boolean()),
    on: Day,
    decision: optional(Text),
    units: Type.Optional(Destination),
    people: Type.Optional(Type.Union([Destination, Type.Literal('end')])),
    chosen: Type.Optional(
      Type.Object(
        {
          appointments: Type.Array(Type.Object({ appointmentId: Id, into: Successor }, strict), { maxItems: 5000 }),
          units: Type.Array(Type.Object({ organisationId: Id, into: Successor }, strict), { maxItems: 1000 }),
        },
        strict,
      ),
    ),
  },
  strict,
);
export const ReorganisedAnswerSchema = Type.Object({
  into: Type.Array(Id),
  ended: Type.Array(Id),
  movedUnits: Type.Integer(),
  movedPeople: Type.Integer(),
  endedAppointments: Type.Integer(),
  hanging: Hanging,
  undo: Undo,
});

export const LikeAsked = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 200 }), born: Type.Optional(Day), code: Type.Optional(Text) },
  strict,
);
export const LikeAnswer = Type.Array(
  Type.Object({
    personId: Id,
    name: Type.String(),
    bornYear: NullableText,
    address: NullableText,
    position: NullableText,
    organisation: NullableText,
    leftOn: nullable(Day),
    like: literals('code', 'name-and-year', 'name'),
  }),
);

const officialKind = optional(literals('official', 'civil-servant', 'public-employee', 'other'));
const personData = {
  born: optional(Day),
  phone: optional(Text),
  mobile: optional(Text),
  code: optional(Text),
  officialKind,
  note: optional(Text),
};
const presentHead = Type.Optional(literals('end', 'stays'));
const position = {
  position: Text,
  rank: optional(Text),
  isHead: Type.Optional(Type.Boolean()),
  published: optional(Type.Boolean()),
  decision: optional(Text),
  presentHead,
};
export const NewPerson = Type.Object(
  {
    ...personData,
    name: Text,
    appointment: Type.Optional(Type.Object({ ...position, organisationId: Id, from: Day }, strict)),
    anyway: Type.Optional(Type.Boolean()),
  },
  strict,
);
export const PersonChange = Type.Object(
  { revision: Revision, fields: Type.Object({ ...personData, name: Type.Optional(Text) }, strict) },
  strict,
);
export const PersonRename = Type.Object(
  { revision: Revision, name: Text, from: Day, decision: optional(Text) },
  strict,
);
export const LeaveSchema = Type.Object(
  {
    revision: Revision,
    on: Day,
    reason: literals('retired', 'resigned', 'transferred', 'dismissed', 'died', 'other'),
    decision: optional(Text),
  },
  strict,
);
export const LeftAnswerSchema = Type.Object({
  revision: Revision,
  endedAppointments: Type.Integer(),
  hanging: Hanging,
  undo: Undo,
});
export const OnlyRevision = Type.Object({ revision: Revision }, strict);

export const NewAppointmentSchema = Type.Object(
  { ...position, personId: Id, organisationId: Id, from: Day, until: optional(Day) },
  strict,
);
export const AppointmentChange = Type.Object(
  {
    revision: Revision,
    position: Type.Optional(Text),
    rank: optional(Text),
    isHead: Type.Optional(Type.Boolean()),
    published: optional(Type.Boolean()),
    decision: optional(Text),
    presentHead,
    from: Type.Optional(Day),
    until: optional(Day),
  },
  strict,
);
export const AppointmentEndSchema = Type.Object({ revision: Revision, on: Day, decision: optional(Text) }, strict);
export const MoveAppointment = Type.Object(
  { ...position, revision: Revision, on: Day, organisationId: Id, until: optional(Day) },
  strict,
);

export const NewContactSchema = Type.Object(
  { address: Type.String({ maxLength: 254 }), kind: literals('sector', 'free', 'other'), note: optional(Text) },
  strict,
);
