/**
 * The directory core: organisations as a tree, people, their positions and contact addresses, on any day. Days are
 * `YYYY-MM-DD`, `from` inclusive and `until` exclusive; `at` left out is today. Whatever changes something carries the
 * `revision` it was read at: another one stands → 409 `directory.changed-meanwhile`.
 *
 * | call | body → answer |
 * |---|---|
 * | GET /api/directory/kinds | DirectoryKinds |
 * | GET /api/directory/tree?parent=&at=&offset=&limit= | TreePage |
 * | GET /api/directory/organisations/{id}?at= | OrganisationPage |
 * | GET /api/directory/organisations/{id}/people?at=&offset=&limit= | PeoplePage |
 * | GET /api/directory/organisations/{id}/history | TimelineEntry[], latest first |
 * | GET /api/directory/organisations/{id}/card | the vCard (`text/vcard`) |
 * | POST /api/directory/organisations | NewOrganisationBody → Done |
 * | POST /api/directory/organisations/{id}/change | ChangeOrganisationBody → Done |
 * | POST /api/directory/organisations/{id}/contact | ContactDataBody → Done: telephone, fax, website, postal address from today |
 * | POST /api/directory/organisations/{id}/cancel-planned | {from, revision} → Done |
 * | POST /api/directory/organisations/{id}/remove | {revision, reason?} → Done: one founded by mistake, on which nothing ever hung |
 * | POST /api/directory/organisations/reorganise | ReorganiseBody → ReorganisedAnswer: dissolve, merge, split |
 * | GET /api/directory/people/alike?name=&born=&code= | LikePersonEntry[] |
 * | GET /api/directory/people/{id}?at= | PersonPage |
 * | GET /api/directory/people/{id}/history | TimelineEntry[] |
 * | GET /api/directory/people/{id}/card | the vCard |
 * | POST /api/directory/people | NewPersonBody → Done; 409 `directory.duplicate-person` with {people: LikePersonEntry[]} |
 * | POST /api/directory/people/{id}/change | PersonChangeBody → Done |
 * | POST /api/directory/people/{id}/rename | PersonRenameBody → Done |
 * | POST /api/directory/people/{id}/leave | LeaveBody → LeftAnswer |
 * | POST /api/directory/people/{id}/return | {revision} → Done |
 * | POST /api/directory/appointments | NewAppointmentBody → Done |
 * | POST /api/directory/appointments/{id}/change | AppointmentChangeBody → Done |
 * | POST /api/directory/appointments/{id}/end | {on, decision?, revision} → Done |
 * | POST /api/directory/appointments/{id}/move | MoveAppointmentBody → Done |
 * | POST /api/directory/organisations/{id}/contacts, …/people/{id}/contacts | NewContactBody → Done |
 * | POST /api/directory/contacts/{id}/end | – → Done |
 * | POST /api/directory/undo/{id} | – → Done: takes back one's own change, for ten minutes; calls a planned act off, until its day |
 */

export interface KindOfOrganisation {
  kind: string;
  name: { vi: string; en: string };
  level?: string | undefined;
  /** Words that names of this kind begin with. */
  begins?: string[] | undefined;
  /** Kinds it may hold; left out: any. */
  under?: string[] | undefined;
}

export interface DirectoryKinds {
  kinds: KindOfOrganisation[];
  /** Today in Vietnam. */
  today: string;
}

export interface TreeNode {
  id: number;
  name: string;
  shortName: string | null;
  kind: string;
  /** Organisations directly below. */
  units: number;
  /** People with a position in it. */
  people: number;
}

export interface TreePage {
  parentId: number | null;
  at: string;
  nodes: TreeNode[];
  total: number;
}

export interface OrganisationFields {
  parentId: number | null;
  kind: string;
  name: string;
  shortName: string | null;
  /** Up to 35 characters, dot-separated, left to right. */
  code: string | null;
  /** Thirteen characters, `000.00.12.H58`. */
  legacyCode: string | null;
  phone: string | null;
  fax: string | null;
  website: string | null;
  address: string | null;
}

export interface NamedOrganisation {
  id: number;
  name: string;
  shortName: string | null;
}

export interface MailboxState {
  accountId: number;
  name: string;
  address: string | null;
  state: 'active' | 'locked' | 'closed';
}

export interface ContactAddressEntry {
  id: number;
  address: string;
  kind: 'sector' | 'free' | 'other';
  note: string | null;
  from: string;
}

export interface PersonInOrganisation {
  personId: number;
  appointmentId: number;
  /** As it was on the day. */
  name: string;
  position: string;
  rank: string | null;
  isHead: boolean;
  /** Holds a position that the regulation counts as leading. */
  isLeader: boolean;
  from: string;
  until: string | null;
  published: boolean | null;
  decision: string | null;
  revision: number;
  phone: string | null;
  mobile: string | null;
  /** The official mailbox, else the first contact address. */
  address: string | null;
  official: boolean;
}

export interface PeoplePage {
  people: PersonInOrganisation[];
  total: number;
}

export interface PlannedChange {
  from: string;
  /** Only what changes. */
  before: Partial<OrganisationFields>;
  after: Partial<OrganisationFields>;
  decision: string | null;
}

/** An act recorded for a later day, which may be called off until then as long as nothing of it changed (`POST …/undo/{undoId}`). */
export interface PlannedAct {
  undoId: number;
  act:
    | 'organisation.merged'
    | 'organisation.split'
    | 'organisation.dissolved'
    | 'appointment.created'
    | 'appointment.moved'
    | 'appointment.ended'
    | 'person.left';
  /** Of whom or what. */
  title: string;
  from: string;
}

export interface Succession {
  organisation: NamedOrganisation;
  kind: 'merged' | 'split';
  on: string;
}

export interface OrganisationPage extends OrganisationFields {
  id: number;
  /** The day shown, and today. */
  at: string;
  today: string;
  revision: number;
  /** On the day shown. What is shown of one that isn't in force is its first or last state. */
  state: 'in-force' | 'not-yet' | 'ended';
  founded: string;
  until: string | null;
  /** How it ended or will. */
  endEvent: 'dissolved' | 'merged' | 'split' | null;
  endDecision: string | null;
  /** Since when it stands as shown, and by which decision. */
  since: string;
  decision: string | null;
  sortOrder: number;
  /** From the root down to the one above. */
  above: NamedOrganisation[];
  /** Head, then leaders, then the others: the first hundred. */
  people: PersonInOrganisation[];
  peopleTotal: number;
  units: number;
  mailboxes: MailboxState[];
  contacts: ContactAddressEntry[];
  successors: Succession[];
  predecessors: Succession[];
  /** Recorded for later than the day shown. */
  planned: PlannedChange[];
  plannedActs: PlannedAct[];
  /** Rules by which the caller may change something here. */
  may: string[];
}

export interface AppointmentEntry {
  appointmentId: number;
  organisation: NamedOrganisation;
  position: string;
  rank: string | null;
  isHead: boolean;
  from: string;
  until: string | null;
  published: boolean | null;
  decision: string | null;
  revision: number;
  /** On the day shown. */
  state: 'in-force' | 'not-yet' | 'ended';
}

export interface HangingThings {
  mailboxes: { accountId: number; name: string; address: string | null; state: 'active' | 'locked' }[];
  delegations: { delegationId: number; accountId: number; mailbox: string; personId: number; person: string }[];
  roles: {
    role: string;
    personId: number;
    person: string;
    organisationId: number | null;
    organisation: string | null;
  }[];
}

export interface PersonPage {
  id: number;
  at: string;
  today: string;
  revision: number;
  /** As it is on the day shown. */
  name: string;
  /** All names over time, when there was more than one; the latest first. */
  names: { name: string; from: string; until: string | null; decision: string | null }[];
  phone: string | null;
  mobile: string | null;
  officialKind: string | null;
  /** Only for those who may change the person, and the person. */
  private: { born: string | null; code: string | null; note: string | null } | null;
  leftOn: string | null;
  /** Later ones first; past ones too. */
  appointments: AppointmentEntry[];
  plannedActs: PlannedAct[];
  mailboxes: MailboxState[];
  contacts: ContactAddressEntry[];
  /** What still hangs on somebody who left. */
  hanging: HangingThings | null;
  may: string[];
}

/** One thing that happened, for a timeline. */
export interface TimelineEntry {
  /** When it takes effect: a day, or a moment (ISO 8601) for what has one. */
  on: string;
  event:
    | 'founded'
    | 'renamed'
    | 'moved'
    | 'merged'
    | 'split'
    | 'changed'
    | 'ended'
    | 'took-over'
    | 'head-began'
    | 'head-ended'
    | 'appointed'
    | 'appointment-ended'
    | 'mailbox-made'
    | 'mailbox-changed'
    | 'left';
  /** Only what changed: fields of the organisation, or `name`, `address`, `state`. */
  before: Record<string, string | number | null>;
  after: Record<string, string | number | null>;
  decision: string | null;
  /** Organisation or person it concerns besides. */
  organisation: NamedOrganisation | null;
  person: { id: number; name: string } | null;
  position: string | null;
  /** Lies in the future. */
  planned: boolean;
  /** Who recorded it and when, where known. */
  recordedAt: string | null;
  recordedBy: string | null;
}

export interface Done {
  id: number;
  revision: number | null;
  /** By which it may be taken back. */
  undo: { undoId: number; until: string } | null;
}

type Change<T> = { [K in keyof T]?: T[K] | undefined };

export interface NewOrganisationBody extends Change<OrganisationFields> {
  name: string;
  kind: string;
  from: string;
  decision?: string | null;
  sortOrder?: number;
}

export interface ChangeOrganisationBody {
  revision: number;
  from: string;
  decision?: string | null;
  fields: Change<OrganisationFields>;
  sortOrder?: number;
}

export interface ContactDataBody {
  revision: number;
  phone?: string | null;
  fax?: string | null;
  website?: string | null;
  address?: string | null;
}

export type DestinationBody = { into: number } | { organisationId: number };

export interface ReorganiseBody {
  kind: 'dissolved' | 'merged' | 'split';
  from: { organisationId: number; revision: number }[];
  into: (
    | { organisationId: number }
    | { name: string; kind: string; parentId: number | null; shortName?: string | null }
  )[];
  /** When splitting: whether the one that is split ends. */
  ends?: boolean;
  on: string;
  decision?: string | null;
  units?: DestinationBody;
  people?: DestinationBody | 'end';
  /** When splitting: who goes to which of `into`, whether or not the one that is split ends. */
  chosen?: ChosenForParts;
}

export interface ChosenForParts {
  appointments: { appointmentId: number; into: number }[];
  units: { organisationId: number; into: number }[];
}

export interface ReorganisedAnswer {
  into: number[];
  ended: number[];
  movedUnits: number;
  movedPeople: number;
  endedAppointments: number;
  hanging: HangingThings;
  undo: Done['undo'];
}

export interface LikePersonEntry {
  personId: number;
  name: string;
  bornYear: string | null;
  address: string | null;
  position: string | null;
  organisation: string | null;
  leftOn: string | null;
  like: 'code' | 'name-and-year' | 'name';
}

export interface PersonData {
  name: string;
  born: string | null;
  phone: string | null;
  mobile: string | null;
  code: string | null;
  officialKind: string | null;
  note: string | null;
}

export interface AppointmentData {
  position: string;
  rank?: string | null;
  isHead?: boolean;
  published?: boolean | null;
  decision?: string | null;
  /** When there is a head already. Left out: refuse (`directory.has-head`). */
  presentHead?: 'end' | 'stays';
}

export interface NewPersonBody extends Change<PersonData> {
  name: string;
  appointment?: AppointmentData & { organisationId: number; from: string };
  /** Add although someone alike is there. */
  anyway?: boolean;
}

export interface PersonChangeBody {
  revision: number;
  fields: Change<PersonData>;
}

export interface PersonRenameBody {
  revision: number;
  name: string;
  from: string;
  decision?: string | null;
}

export interface LeaveBody {
  revision: number;
  on: string;
  reason: 'retired' | 'resigned' | 'transferred' | 'dismissed' | 'died' | 'other';
  decision?: string | null;
}

export interface LeftAnswer {
  revision: number;
  endedAppointments: number;
  hanging: HangingThings;
  undo: Done['undo'];
}

export interface NewAppointmentBody extends AppointmentData {
  personId: number;
  organisationId: number;
  from: string;
  until?: string | null;
}

export interface AppointmentChangeBody extends Change<AppointmentData> {
  revision: number;
  from?: string;
  until?: string | null;
}

export interface MoveAppointmentBody extends AppointmentData {
  revision: number;
  /** The first day of the new position and without the old one. */
  on: string;
  organisationId: number;
  until?: string | null;
}

export interface NewContactBody {
  address: string;
  kind: 'sector' | 'free' | 'other';
  note?: string | null;
}
