import type { EmailAddress, EmailSummary } from '../../../api/jmap/types.ts';

export interface Participants {
  /** Whoever wrote last comes first; oneself as `null`. */
  names: (string | null)[];
  /** Whose name and address stand for the row. */
  lead: { name: string; email: string } | null;
}

export function displayName(address: Pick<EmailAddress, 'name' | 'email'>): string {
  return address.name?.trim() || address.email;
}

/** Who took part in a conversation, each once. */
export function senders(emails: readonly Pick<EmailSummary, 'from'>[], own: ReadonlySet<string>): Participants {
  const seen = new Map<string, string | null>();
  let lead: Participants['lead'] = null;
  for (const email of [...emails].reverse()) {
    const from = email.from?.[0];
    if (!from) continue;
    const key = from.email.toLowerCase();
    const isOwn = own.has(key);
    if (!seen.has(key)) seen.set(key, isOwn ? null : displayName(from));
    // The newest that is not oneself; oneself only when nobody else wrote.
    if (!lead || (!isOwn && own.has(lead.email.toLowerCase()))) lead = { name: displayName(from), email: from.email };
  }
  return { names: [...new Set(seen.values())], lead };
}

/** To whom the messages went. */
export function recipients(emails: readonly Pick<EmailSummary, 'to' | 'cc'>[]): Participants {
  const all = emails.flatMap((e) => [...(e.to ?? []), ...(e.cc ?? [])]);
  const first = all[0];
  return {
    names: [...new Map(all.map((a) => [a.email.toLowerCase(), displayName(a)])).values()],
    lead: first ? { name: displayName(first), email: first.email } : null,
  };
}
