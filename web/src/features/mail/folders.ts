import type { Id, Mailbox, Role } from '../../api/jmap/types.ts';
import { currentLanguage, type MessageKey, t } from '../../app/i18n/index.ts';
import type { IconName } from '../../ui/icons.tsx';

/** Roles in the order in which they are shown. */
const roles = ['inbox', 'drafts', 'sent', 'archive', 'junk', 'trash'] as const;
type KnownRole = (typeof roles)[number];

const icons: Record<KnownRole, IconName> = {
  inbox: 'inbox',
  drafts: 'draft',
  sent: 'send',
  archive: 'archive',
  junk: 'junk',
  trash: 'trash',
};

const known = (role: Role | null): role is KnownRole => (roles as readonly (string | null)[]).includes(role);

/** A folder with a role is named in the reader's language, whatever it is called on the server. */
export function folderName(mailbox: Pick<Mailbox, 'name' | 'role'>): string {
  return known(mailbox.role) ? t(`role.${mailbox.role}` satisfies MessageKey) : mailbox.name;
}

export function folderIcon(mailbox: Pick<Mailbox, 'role'>): IconName {
  return known(mailbox.role) ? icons[mailbox.role] : 'folder';
}

export interface FolderNode {
  mailbox: Mailbox;
  depth: number;
}

/** The tree as rows: roles first, then by the server's order and the Vietnamese alphabet; children under parents. */
export function folderRows(mailboxes: readonly Mailbox[]): FolderNode[] {
  const ids = new Set(mailboxes.map((m) => m.id));
  const byParent = new Map<Id | null, Mailbox[]>();
  for (const m of [...mailboxes].sort(compare)) {
    const parent = m.parentId && ids.has(m.parentId) ? m.parentId : null;
    byParent.set(parent, [...(byParent.get(parent) ?? []), m]);
  }
  const rows: FolderNode[] = [];
  const seen = new Set<Id>();
  const walk = (parentId: Id | null, depth: number) => {
    for (const mailbox of byParent.get(parentId) ?? []) {
      if (seen.has(mailbox.id)) continue;
      seen.add(mailbox.id);
      rows.push({ mailbox, depth });
      walk(mailbox.id, depth + 1);
    }
  };
  walk(null, 0);
  return rows;
}

function compare(a: Mailbox, b: Mailbox): number {
  const rank = (m: Mailbox) => (known(m.role) ? roles.indexOf(m.role) : roles.length);
  return (
    rank(a) - rank(b) || a.sortOrder - b.sortOrder || a.name.localeCompare(b.name, currentLanguage(), { numeric: true })
  );
}

/** Lower case without diacritics, for finding by typing: `hộp thư` → `hop thu`. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase();
}
