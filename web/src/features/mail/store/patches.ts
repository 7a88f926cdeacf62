import type { EmailSummary, Id } from '../../../api/jmap/types.ts';

/** Changes to one message's flags and folders, as a JMAP PatchObject (RFC 8620 §5.3): `keywords/$seen`, `mailboxIds/x`. */
export type Patch = Record<string, true | null>;

type Changed = Pick<EmailSummary, 'keywords' | 'mailboxIds'>;

/** A pointer's own escapes (RFC 6901): folder ids never need them, keywords may. */
const escapePointer = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1');
const unescapePointer = (part: string) => part.replaceAll('~1', '/').replaceAll('~0', '~');

function split(path: string): [keyof Changed, string] {
  const slash = path.indexOf('/');
  return [path.slice(0, slash) as keyof Changed, unescapePointer(path.slice(slash + 1))];
}

export function keywordPatch(keyword: string, on: boolean): Patch {
  return { [`keywords/${escapePointer(keyword)}`]: on || null };
}

export function movePatch(from: Id | null, to: Id): Patch {
  return from === null || from === to
    ? { [`mailboxIds/${to}`]: true }
    : { [`mailboxIds/${from}`]: null, [`mailboxIds/${to}`]: true };
}

/** Into one folder, out of all others. */
export function moveOnlyTo(email: Changed, to: Id): Patch {
  const patch: Patch = { [`mailboxIds/${to}`]: true };
  for (const id of Object.keys(email.mailboxIds)) if (id !== to) patch[`mailboxIds/${id}`] = null;
  return patch;
}

export function applyPatch<T extends Changed>(email: T, patch: Patch): T {
  const next = { ...email, keywords: { ...email.keywords }, mailboxIds: { ...email.mailboxIds } };
  for (const [path, value] of Object.entries(patch)) {
    const [property, key] = split(path);
    if (value) next[property][key] = true;
    else delete next[property][key];
  }
  return next;
}

/** What undoes the patch on this message; empty if the patch changes nothing. */
export function invertPatch(email: Changed, patch: Patch): Patch {
  const inverse: Patch = {};
  for (const [path, value] of Object.entries(patch)) {
    const [property, key] = split(path);
    const was = email[property][key] ?? null;
    if (was !== value) inverse[path] = was;
  }
  return inverse;
}

export interface CountChange {
  total: number;
  unread: number;
}

/** How the counts of folders move when a message changes (or comes: `before` null, or goes: `after` null). */
export function countChanges(before: Changed | null, after: Changed | null): Map<Id, CountChange> {
  const changes = new Map<Id, CountChange>();
  const add = (email: Changed | null, sign: 1 | -1) => {
    if (!email) return;
    // A draft counts as read, as RFC 8621 §2 has it.
    const unread = email.keywords.$seen || email.keywords.$draft ? 0 : sign;
    for (const id of Object.keys(email.mailboxIds)) {
      const c = changes.get(id) ?? { total: 0, unread: 0 };
      changes.set(id, { total: c.total + sign, unread: c.unread + unread });
    }
  };
  add(before, -1);
  add(after, 1);
  for (const [id, c] of changes) if (c.total === 0 && c.unread === 0) changes.delete(id);
  return changes;
}
