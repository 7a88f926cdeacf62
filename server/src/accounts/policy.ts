/**
 * Who may do what: the one place that IMAP, JMAP, SMTP and the web ask. First mailboxes, then everything else (`policy`).
 *
 * | rule | own mailbox | delegated with |
 * |---|---|---|
 * | `mayRead` | yes | `read` or `write` |
 * | `mayWrite`: flags, move, delete, append, folders | yes | `write` |
 * | `sendsAs` | `own` | `send_as`, else `send_on_behalf` |
 * | `mayManage`: delegate further, take back | yes | `manage` |
 *
 * A mailbox that is locked or closed never gets here: `accountsOf` leaves it out.
 */
import {
  type Allowed,
  errorCatalogue,
  type Refusal,
  type Role,
  roleNames,
  type Standing,
  standingNames,
} from '@congvu/contract';
import type { AccountAccess } from '../directory/index.ts';
import { CodedError } from '../platform/index.ts';

export type SendingRight = 'own' | 'send_as' | 'send_on_behalf';

type Rights = Pick<AccountAccess, 'own' | 'rights'>;

export function mayRead(account: Rights): boolean {
  return account.own || account.rights.includes('read') || account.rights.includes('write');
}

export function mayWrite(account: Rights): boolean {
  return account.own || account.rights.includes('write');
}

export function mayManage(account: Rights): boolean {
  return account.own || account.rights.includes('manage');
}

/** How the person may appear as sender of the account's addresses. */
export function sendsAs(account: Rights): SendingRight | undefined {
  if (account.own) return 'own';
  if (account.rights.includes('send_as')) return 'send_as';
  return account.rights.includes('send_on_behalf') ? 'send_on_behalf' : undefined;
}

/**
 * How far a role's power reaches under a rule. `part`: in the part of the tree the role was given for, all of the
 * province when given for all. `kinds`: there, and only organisations of the kinds this personnel authority answers for.
 * `province`: everywhere in the province, wherever the role was given. `whole`: as well, but only for those who were given
 * the role for the whole province: what concerns all is not for who answers for a part.
 */
export type Reach = 'part' | 'kinds' | 'province' | 'whole';

interface Rule {
  /** What it allows, as in “… is for: …”. */
  name: { vi: string; en: string };
  who: Partial<Record<Role, Reach>> & {
    /** Everyone with a mailbox, in all of the province. */
    official?: true;
    /** The person or the owner of the personal mailbox it is about. */
    self?: true;
    /** Whoever holds `manage` on the organisation mailbox it is about. */
    manager?: true;
  };
}

/**
 * Who may do what, beside mailboxes: the rules that routes name in `config.policy` and acts ask by `authorise`.
 * Nobody acts outside their own province. A rule with anything narrower than `province` needs a scope.
 */
export const policy = {
  'directory.read': {
    name: { vi: 'Xem danh bạ', en: 'Reading the directory' },
    who: { official: true },
  },
  'organisation.change': {
    name: { vi: 'Thành lập, đổi tên, sắp xếp cơ quan, đơn vị', en: 'Founding, renaming and moving organisations' },
    who: { 'managing-authority': 'part', 'personnel-authority': 'kinds' },
  },
  'organisation.contact': {
    name: { vi: 'Sửa thông tin liên hệ của cơ quan, đơn vị', en: 'Changing an organisation’s contact data' },
    who: {
      'managing-authority': 'part',
      'personnel-authority': 'kinds',
      'unit-head': 'part',
      'unit-it-officer': 'part',
      'registry-clerk': 'part',
    },
  },
  'person.change': {
    name: { vi: 'Thêm, sửa thông tin cán bộ', en: 'Adding people and changing their data' },
    who: {
      'managing-authority': 'part',
      'personnel-authority': 'kinds',
      'unit-head': 'part',
      'unit-it-officer': 'part',
    },
  },
  // Not unit heads and IT officers: whoever heads an organisation has a head's power over it.
  'appointment.change': {
    name: { vi: 'Bổ nhiệm, điều động, thôi giữ chức vụ', en: 'Appointing, moving and relieving people' },
    who: { 'managing-authority': 'part', 'personnel-authority': 'kinds' },
  },
  'mailbox.read': {
    name: {
      vi: 'Xem trạng thái, dung lượng, lịch sử của hộp thư',
      en: 'Seeing the state, size and history of mailboxes',
    },
    who: {
      'managing-authority': 'part',
      operator: 'part',
      'personnel-authority': 'kinds',
      'unit-head': 'part',
      'unit-it-officer': 'part',
      auditor: 'part',
    },
  },
  'mailbox.change': {
    name: { vi: 'Cấp, đổi tên, khóa, đóng hộp thư', en: 'Making, renaming, locking and closing mailboxes' },
    who: { 'managing-authority': 'part', operator: 'part' },
  },
  'delegation.read': {
    name: { vi: 'Xem ai được ủy quyền dùng hộp thư', en: 'Seeing whom a mailbox is delegated to' },
    who: {
      'managing-authority': 'part',
      operator: 'part',
      'unit-head': 'part',
      'unit-it-officer': 'part',
      auditor: 'part',
      manager: true,
    },
  },
  'delegation.grant': {
    name: { vi: 'Ủy quyền sử dụng hộp thư cơ quan', en: 'Delegating an organisation’s mailbox' },
    who: { 'managing-authority': 'part', 'unit-head': 'part', manager: true },
  },
  'role.read': {
    name: { vi: 'Xem phân công vai trò', en: 'Seeing who has which role' },
    who: { 'managing-authority': 'part', operator: 'part', 'unit-head': 'part', auditor: 'part' },
  },
  // Which roles each may give: `grantable`.
  'role.grant': {
    name: { vi: 'Phân công vai trò', en: 'Giving and ending roles' },
    who: { 'managing-authority': 'part', 'unit-head': 'part' },
  },
  'list.check': {
    name: { vi: 'Kiểm tra danh sách trước khi nhập', en: 'Checking a list before import' },
    who: {
      'managing-authority': 'province',
      operator: 'province',
      'personnel-authority': 'province',
      'unit-head': 'province',
      'unit-it-officer': 'province',
    },
  },
  'list.import': {
    name: { vi: 'Nhập danh sách cơ quan, cán bộ', en: 'Importing lists of organisations and people' },
    who: { 'managing-authority': 'part', 'personnel-authority': 'kinds' },
  },
  'list.export': {
    name: { vi: 'Xuất danh sách cơ quan, cán bộ', en: 'Exporting lists of organisations and people' },
    who: {
      'managing-authority': 'part',
      operator: 'part',
      'personnel-authority': 'kinds',
      'unit-head': 'part',
      'unit-it-officer': 'part',
      auditor: 'part',
    },
  },
  'public.manage': {
    name: { vi: 'Quản lý danh bạ công khai', en: 'Managing the public directory' },
    who: { 'managing-authority': 'whole' },
  },
  'regulation.read': {
    name: { vi: 'Xem quy chế và mức độ tuân thủ', en: 'Reading the regulation and how it is kept' },
    who: { official: true },
  },
  'regulation.issue': {
    name: { vi: 'Ban hành quy định mới', en: 'Issuing a new version of a rule' },
    who: { 'managing-authority': 'whole' },
  },
  'audit.read': {
    name: { vi: 'Xem nhật ký', en: 'Reading the audit trail' },
    who: { 'managing-authority': 'part', auditor: 'part', 'unit-head': 'part' },
  },
  'audit.verify': {
    name: { vi: 'Kiểm tra tính toàn vẹn của nhật ký', en: 'Verifying the audit trail' },
    who: { 'managing-authority': 'whole', auditor: 'whole', operator: 'whole' },
  },
} as const satisfies Record<string, Rule>;

export type PolicyRule = keyof typeof policy;

/** Which roles the holder of a role may give to others, in their own part of the tree, and end there. */
export const grantable: Partial<Record<Role, readonly Role[]>> = {
  'managing-authority': Object.keys(roleNames) as Role[],
  'unit-head': ['unit-it-officer', 'registry-clerk'],
};

/** Whether what a rule allows depends on what it is about. */
export function isScoped(rule: PolicyRule): boolean {
  const { official, ...narrower } = policy[rule].who as Rule['who'];
  return !official && Object.values(narrower).some((reach) => reach !== 'province' && reach !== 'whole');
}

/** Whom a rule allows, with their names. */
export function allowedBy(rule: PolicyRule): Allowed[] {
  return Object.entries((policy[rule] as Rule).who).map(([id, reach]) => ({
    who: id as Role | Standing,
    name: { ...roleNames, ...standingNames }[id as Role | Standing],
    partOnly: reach === 'part' || reach === 'kinds',
  }));
}

/** The error of a rule that refuses, saying who may. */
export class Forbidden extends CodedError {
  constructor(rule: PolicyRule) {
    const { name } = policy[rule];
    const allowed = allowedBy(rule);
    const list = (language: 'vi' | 'en', inPart: string) =>
      allowed.map((one) => `${one.name[language]}${one.partOnly ? inPart : ''}`).join('; ');
    const { status, vi, en } = errorCatalogue['auth.forbidden'];
    const entry = {
      status,
      vi: `${vi} “${name.vi}” dành cho: ${list('vi', ' (trong phạm vi được giao)')}.`,
      en: `${en} “${name.en}” is for: ${list('en', ' (in their own part)')}.`,
    };
    super('auth.forbidden', entry, '', { rule, allowed } satisfies Refusal);
  }
}
