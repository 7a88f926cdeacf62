import type { Me } from '@congvu/contract';
import type { IconName } from '../ui/icons.tsx';
import type { MessageKey } from './i18n/index.ts';
import { may } from './may.ts';

/** A part of the product, on the rail at the left. */
export interface Area {
  key: string;
  /** Where it begins; everything below it belongs to it. */
  to: string;
  icon: IconName;
  label: MessageKey;
  isFor(me: Me): boolean;
}

/** A page of the administration. */
export interface AdminPage {
  key: string;
  to: string;
  icon: IconName;
  label: MessageKey;
  /** What one does there, in a sentence. */
  hint: MessageKey;
  /** The rule of `policy.ts` that opens it; several: any of them. */
  may: string | readonly string[];
}

/** Pages that exist, in the order of their use. A feature adds its own. */
export const adminPages: readonly AdminPage[] = [
  {
    key: 'mailboxes',
    to: '/directory/mailboxes',
    icon: 'mail',
    label: 'mailbox.listTitle',
    hint: 'mailbox.listHint',
    may: 'mailbox.read',
  },
  {
    key: 'lists',
    to: '/admin/lists',
    icon: 'bullets',
    label: 'lists.title',
    hint: 'lists.hint',
    may: ['list.check', 'list.export'],
  },
  {
    key: 'regulation',
    to: '/admin/regulation',
    icon: 'law',
    label: 'regulation.title',
    hint: 'regulation.hint',
    may: 'regulation.read',
  },
  {
    key: 'roles',
    to: '/admin/roles',
    icon: 'key',
    label: 'roles.title',
    hint: 'roles.hint',
    may: 'role.read',
  },
  {
    key: 'audit',
    to: '/admin/audit',
    icon: 'history',
    label: 'audit.title',
    hint: 'audit.hint',
    may: 'audit.read',
  },
  {
    key: 'public',
    to: '/admin/public',
    icon: 'globe',
    label: 'public.title',
    hint: 'public.hint',
    may: 'public.manage',
  },
  {
    key: 'compliance',
    to: '/admin/compliance',
    icon: 'shield',
    label: 'compliance.title',
    hint: 'compliance.hint',
    may: 'regulation.read',
  },
];

export const adminPagesOf = (me: Me): AdminPage[] => adminPages.filter((page) => may(me, page.may));

export const areas: readonly Area[] = [
  { key: 'mail', to: '/mail', icon: 'mail', label: 'area.mail', isFor: () => true },
  { key: 'directory', to: '/directory', icon: 'building', label: 'area.directory', isFor: () => true },
  { key: 'admin', to: '/admin', icon: 'settings', label: 'area.admin', isFor: (me) => adminPagesOf(me).length > 0 },
];
