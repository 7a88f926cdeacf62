/** Roles, and the rules that say what each may do. The table itself is the server's, `accounts/policy.ts`. */

/** What a person may be given in the province or in a part of the tree of organisations. */
export const roleNames = {
  'managing-authority': { vi: 'Đơn vị quản lý', en: 'Managing authority' },
  operator: { vi: 'Đơn vị vận hành', en: 'Operator' },
  'personnel-authority': { vi: 'Cơ quan đầu mối về nhân sự', en: 'Personnel authority' },
  'unit-head': { vi: 'Thủ trưởng đơn vị', en: 'Head of the unit' },
  'unit-it-officer': { vi: 'Cán bộ chuyên trách CNTT', en: 'IT officer of the unit' },
  'registry-clerk': { vi: 'Văn thư', en: 'Registry clerk' },
  auditor: { vi: 'Người kiểm tra, giám sát', en: 'Auditor' },
} as const satisfies Record<string, { vi: string; en: string }>;

export type Role = keyof typeof roleNames;

/** Who else a rule may name: they are not given, they follow from what someone has. */
export const standingNames = {
  official: { vi: 'Cán bộ, công chức, viên chức có hộp thư', en: 'Everyone with a mailbox' },
  self: { vi: 'Chính người đó', en: 'The person themselves' },
  manager: { vi: 'Người được ủy quyền quản lý hộp thư', en: 'Whoever the mailbox’s management is delegated to' },
} as const satisfies Record<string, { vi: string; en: string }>;

export type Standing = keyof typeof standingNames;

export interface HeldRole {
  role: Role;
  /** Its part of the tree; null: the whole province. */
  organisation: { id: string; name: string } | null;
  /** `appointment`: follows from heading the organisation; ends with it. */
  by: 'grant' | 'appointment';
}

/** Whom a rule allows: a role or a standing, and whether only in their part of the tree. */
export interface Allowed {
  who: Role | Standing;
  name: { vi: string; en: string };
  partOnly: boolean;
}

/** `details` of the error `auth.forbidden` where a rule refused. */
export interface Refusal {
  rule: string;
  allowed: Allowed[];
}

/** A rule of the server's table: `GET /api/roles/rules`. */
export interface RuleOfAccess {
  rule: string;
  /** What it allows. */
  name: { vi: string; en: string };
  allowed: Allowed[];
}

/** One who has a role, as `GET /api/roles` lists them. Times are ISO 8601. */
export interface RoleAssignment {
  /** Null for a head by appointment: that ends with the appointment. */
  id: number | null;
  person: { id: number; name: string; address: string | null; position: string | null };
  role: Role;
  /** Null: the whole province. */
  organisation: { id: number; name: string } | null;
  /** Of a personnel authority: which one. */
  authority: string | null;
  from: string;
  until: string | null;
  decision: string | null;
  grantedBy: string | null;
  endedBy: string | null;
  by: HeldRole['by'];
  state: 'now' | 'later' | 'ended';
  /** Whether the caller may end it. */
  mayEnd: boolean;
}

export interface RoleList {
  rows: RoleAssignment[];
  /** To be given as `offset` for what follows; null: that is all. */
  next: number | null;
}

/** What the caller may give, and where: `GET /api/roles/options`. */
export interface RoleOptions {
  /** Roles they may give. */
  grantable: Role[];
  /** For the whole province too; otherwise only in `organisations` and under them. */
  whole: boolean;
  organisations: { id: number; name: string }[];
  /** Roles that are always held in an organisation. */
  unitRoles: Role[];
  /** What a personnel authority may be, with the kinds of organisation it answers for. */
  authorities: { name: string; kinds: string[] }[];
}

/** Body of `POST /api/roles`. Answers `{ id }`. `POST /api/roles/:id/end` ends one. */
export interface GrantRole {
  personId: number;
  role: Role;
  organisationId: number | null;
  authority?: string | null;
  /** ISO 8601 with an offset. Left out: now, and for good. */
  from?: string | null;
  until?: string | null;
  decision?: string | null;
}
