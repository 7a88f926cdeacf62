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

/** `details` of the error `auth.forbidden` where a rule refused. */
export interface Refusal {
  rule: string;
  /** Who may: roles and standings, and whether only in their part of the tree. */
  allowed: { who: Role | Standing; name: { vi: string; en: string }; partOnly: boolean }[];
}
