import type { EmailFilter, Id, Mailbox } from '../../../api/jmap/types.ts';

/** What a person asked to find. Dates are `YYYY-MM-DD`, both included. */
export interface SearchTerms {
  text?: string;
  from?: string;
  to?: string;
  subject?: string;
  hasAttachment?: boolean;
  after?: string;
  before?: string;
  /** Every folder but junk and trash, instead of the open one. */
  everywhere?: boolean;
}

export type Show = 'all' | 'unread' | 'flagged';

/** Which messages a list shows. */
export interface View {
  accountId: Id;
  mailboxId: Id;
  show: Show;
  search: SearchTerms | null;
}

export function viewKey(view: View): string {
  const { accountId, mailboxId, show, search } = view;
  return JSON.stringify([accountId, mailboxId, show, search && Object.entries(search).sort()]);
}

/** Conversations are shown as one row in a folder; a search shows each message found. */
export function collapses(view: View): boolean {
  return view.search === null;
}

/** Vietnam has had one time zone, without summer time, since 1975. */
const zone = '+07:00';

function dayStart(day: string, plusDays: number): string {
  const time = new Date(`${day}T00:00:00${zone}`).getTime() + plusDays * 86_400_000;
  return new Date(time).toISOString().replace('.000Z', 'Z');
}

export function filterOf(view: View, mailboxes: readonly Mailbox[]): EmailFilter {
  const conditions: EmailFilter[] = [];
  const s = view.search;
  if (s?.everywhere) {
    const hidden = mailboxes.filter((m) => m.role === 'trash' || m.role === 'junk').map((m) => m.id);
    if (hidden.length > 0) conditions.push({ inMailboxOtherThan: hidden });
  } else conditions.push({ inMailbox: view.mailboxId });
  if (view.show === 'unread') conditions.push({ notKeyword: '$seen' });
  if (view.show === 'flagged') conditions.push({ hasKeyword: '$flagged' });
  if (s?.text) conditions.push({ text: s.text });
  if (s?.from) conditions.push({ from: s.from });
  if (s?.to) conditions.push({ to: s.to });
  if (s?.subject) conditions.push({ subject: s.subject });
  if (s?.hasAttachment) conditions.push({ hasAttachment: true });
  if (s?.after) conditions.push({ after: dayStart(s.after, 0) });
  if (s?.before) conditions.push({ before: dayStart(s.before, 1) });
  return flat(conditions);
}

/** One condition object where no property is asked for twice: the cheapest form for a server. */
function flat(conditions: EmailFilter[]): EmailFilter {
  const merged: Record<string, unknown> = {};
  for (const c of conditions) {
    if ('operator' in c || Object.keys(c).some((k) => k in merged)) return { operator: 'AND', conditions };
    Object.assign(merged, c);
  }
  return merged as EmailFilter;
}
