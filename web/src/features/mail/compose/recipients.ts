import type { EmailAddress, EmailContent, EmailSummary, Id } from '../../../api/jmap/types.ts';
import { distinct } from './addresses.ts';

/** An address one may send from, and the account that what is written there is kept in. */
export interface Sender {
  /** Stands for it in a draft; the same after a reload. */
  key: string;
  name: string;
  email: string;
  /** Holds drafts and sent messages. */
  accountId: Id;
  /** The account the address belongs to. */
  ownerId: Id;
  identityId: Id;
  /** Of the identity that submits: what errors come back to (RFC 5321 §4.4). */
  mailFrom: string;
  replyTo: EmailAddress[] | null;
  bcc: EmailAddress[] | null;
  signature: string;
}

type Original = Pick<EmailSummary, 'from' | 'to' | 'cc'> & Pick<EmailContent, 'bcc' | 'replyTo'>;

const list = (addresses: readonly EmailAddress[] | null) => addresses ?? [];

function ownTest(senders: readonly Sender[]): (address: EmailAddress) => boolean {
  const own = new Set(senders.map((s) => s.email.toLowerCase()));
  return ({ email }) => own.has(email.toLowerCase());
}

/**
 * Who a reply goes to (RFC 5322 §3.6.3): Reply-To before From. A reply to one's own message goes to whom it was sent. A
 * reply to all keeps To and Cc apart and leaves one's own addresses out.
 */
export function replyRecipients(
  original: Original,
  senders: readonly Sender[],
  all: boolean,
): { to: EmailAddress[]; cc: EmailAddress[] } {
  const isOwn = ownTest(senders);
  const from = list(original.from);
  const mine = from.length > 0 && from.every(isOwn);
  const answer = original.replyTo?.length ? original.replyTo : from;
  const author = mine && list(original.to).length > 0 ? [] : answer;
  const others = mine || all ? list(original.to) : [];
  const to = distinct([...author, ...others.filter((a) => !isOwn(a))]);
  const cc = all ? distinct(list(original.cc)).filter((a) => !isOwn(a)) : [];
  const named = new Set(to.map((a) => a.email.toLowerCase()));
  return {
    // A message to oneself only is answered to oneself.
    to: to.length > 0 ? to : distinct(answer),
    cc: cc.filter((a) => !named.has(a.email.toLowerCase())),
  };
}

/** The address that a message came to, or was sent from; else one of its account's; else one's first. */
export function senderFor(
  original: Original | null,
  accountId: Id | null,
  senders: readonly Sender[],
): Sender | undefined {
  const here = senders.filter((s) => s.ownerId === accountId);
  const ranked = [...here, ...senders.filter((s) => s.ownerId !== accountId)];
  for (const field of original ? [original.from, original.to, original.cc, original.bcc] : []) {
    const emails = new Set(list(field).map((a) => a.email.toLowerCase()));
    const found = ranked.find((s) => emails.has(s.email.toLowerCase()));
    if (found) return found;
  }
  return ranked[0];
}

/** RFC 5322 §3.6.4: References is the parent's References (or its only In-Reply-To) and its Message-ID. */
export function threadingOf(content: Pick<EmailContent, 'messageId' | 'references' | 'inReplyTo'>): {
  inReplyTo: string[] | null;
  references: string[] | null;
} {
  const { messageId, references, inReplyTo } = content;
  const parents = references?.length ? references : inReplyTo?.length === 1 ? inReplyTo : [];
  const chain = [...new Set([...parents, ...(messageId ?? [])])];
  // Long chains keep the root and the nearest, as RFC 5537 §3.4.4 has it for news.
  const kept = chain.length > 40 ? [chain[0]!, ...chain.slice(-39)] : chain;
  return { inReplyTo: messageId?.length ? messageId : null, references: messageId?.length ? kept : null };
}
