import type { MailboxInfo } from '../session.ts';

/** A mailbox, or a level that has only others below it, with what LIST tells of its place. */
export interface ListedMailbox extends MailboxInfo {
  hasChildren: boolean;
  /** Something below it is chosen by the selection options (RFC 5258 §3.5). */
  childMatches: boolean;
}

/** All mailboxes by name, each after its parents; levels that the backend doesn't name are put in. INBOX comes first. */
export function buildTree(mailboxes: readonly MailboxInfo[], chosen: (m: MailboxInfo) => boolean): ListedMailbox[] {
  const tree = new Map<string, ListedMailbox>();
  for (const info of mailboxes) tree.set(info.name, { ...info, hasChildren: false, childMatches: false });
  for (const info of mailboxes) {
    const isChosen = chosen(info);
    for (let slash = info.name.lastIndexOf('/'); slash > 0; slash = info.name.lastIndexOf('/', slash - 1)) {
      const name = info.name.slice(0, slash);
      let parent = tree.get(name);
      if (parent === undefined) {
        parent = { name, noSelect: true, subscribed: false, hasChildren: true, childMatches: false };
        tree.set(name, parent);
      }
      parent.hasChildren = true;
      parent.childMatches ||= isChosen;
    }
  }
  const key = ({ name }: MailboxInfo) => (name === 'INBOX' ? '' : name.replaceAll('/', '\0'));
  return [...tree.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
