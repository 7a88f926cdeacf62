import type { SMTPServerAddress, SMTPServerSession } from 'smtp-server';
import type { Notify, Recipient } from '../../mail/queue/index.ts';
import { protocolName, receivedField, wireAddress } from '../../mail/queue/index.ts';

/** A recipient accepted at RCPT, and what was known of it then. */
export interface AcceptedRecipient {
  /** As given; `postmaster` without a domain is completed. */
  address: string;
  known: Recipient;
  notify?: Notify[];
  orcpt?: string;
}

/** What smtp-server's session holds for us from RCPT to the end of DATA: recipients by the address given. */
const accepted = new WeakMap<object, Map<string, AcceptedRecipient>>();

type Envelope = SMTPServerSession['envelope'];

export function noteRecipient(envelope: Envelope, given: string, recipient: AcceptedRecipient): void {
  let recipients = accepted.get(envelope);
  if (!recipients) accepted.set(envelope, (recipients = new Map()));
  recipients.set(given.toLowerCase(), recipient);
}

/** The recipients in the order in which LMTP must answer for them (RFC 2033 §4.2). */
export function recipientsOf(envelope: Envelope): AcceptedRecipient[] {
  const recipients = accepted.get(envelope);
  return envelope.rcptTo.map((rcpt) => recipients!.get(rcpt.address.toLowerCase())!);
}

export function dsnOf(address: SMTPServerAddress): { notify?: Notify[]; orcpt?: string } {
  const dsn = (address as { dsn?: { notify?: Notify[]; orcpt?: string } }).dsn;
  return { ...(dsn?.notify && { notify: dsn.notify }), ...(dsn?.orcpt && { orcpt: dsn.orcpt }) };
}

/** MAIL FROM without brackets; '' for the null sender. */
export function senderOf(envelope: Envelope): string {
  return envelope.mailFrom ? wireAddress(envelope.mailFrom.address) : '';
}

/** SIZE= of MAIL FROM (RFC 1870), 0 when not given. */
export function declaredSize(envelope: Envelope): number {
  const args = envelope.mailFrom ? (envelope.mailFrom.args as { SIZE?: string } | false) : false;
  return Number(args ? args.SIZE : 0) || 0;
}

/** The Received field for a message of this session. */
export function receivedFor(
  session: SMTPServerSession,
  facts: { lmtp: boolean; hostname: string; recipients: readonly AcceptedRecipient[]; at: Date },
): string {
  const { envelope } = session;
  const host = session.clientHostname;
  return receivedField({
    helo: String(session.hostNameAppearsAs || 'unknown'),
    host: host && !host.startsWith('[') ? host : null,
    address: session.remoteAddress,
    by: facts.hostname,
    protocol: protocolName(
      facts.lmtp,
      session.openingCommand === 'EHLO',
      session.secure,
      Boolean(session.user),
      envelope.smtpUtf8 ?? false,
    ),
    cipher: session.tlsOptions ? `${session.tlsOptions.version} cipher ${session.tlsOptions.name}` : null,
    id: `${session.id}.${session.transaction}`,
    recipient: facts.recipients.length === 1 ? facts.recipients[0]!.address : null,
    at: facts.at,
  });
}
