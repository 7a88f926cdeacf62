/** Trace fields (RFC 5321 §4.4). Everything that comes from the client is cut to what the syntax allows. */

export interface ReceivedFacts {
  helo: string;
  /** Name found for the address, or null. */
  host: string | null;
  address: string;
  /** The name of this server. */
  by: string;
  /** SMTP, ESMTP, ESMTPS, ESMTPSA, LMTP … (RFC 3848), or their UTF8SMTP forms (RFC 6531 §4.3). */
  protocol: string;
  cipher: string | null;
  id: string;
  /** Only when there is just one: the others must not learn of each other (RFC 5321 §7.2). */
  recipient: string | null;
  at: Date;
}

/** `Received:` with its CRLF. */
export function receivedField(facts: ReceivedFacts): string {
  const literal = facts.address.includes(':') ? `IPv6:${facts.address}` : facts.address;
  const from = `from ${token(facts.helo)} (${facts.host ? `${token(facts.host)} ` : ''}[${literal}])`;
  const tls = facts.cipher ? `\r\n\t(${comment(facts.cipher)})` : '';
  const recipient = facts.recipient ? `\r\n\tfor <${facts.recipient.replace(/[\r\n<>]/g, '')}>` : '';
  return `Received: ${from}\r\n\tby ${facts.by} with ${facts.protocol}${tls}\r\n\tid ${facts.id}${recipient};\r\n\t${dateTime(facts.at)}\r\n`;
}

/** `Return-Path:` with its CRLF. The null sender is `<>`. */
export function returnPathField(sender: string): string {
  return `Return-Path: <${sender.replace(/[\r\n<>]/g, '')}>\r\n`;
}

/** RFC 3848 and RFC 6531 §4.3 name the protocols. */
export function protocolName(lmtp: boolean, extended: boolean, secure: boolean, authenticated: boolean, utf8: boolean) {
  const suffix = `${secure ? 'S' : ''}${authenticated ? 'A' : ''}`;
  if (utf8) return `UTF8${lmtp ? 'LMTP' : 'SMTP'}${suffix}`;
  return lmtp ? `LMTP${suffix}` : `${extended ? 'E' : ''}SMTP${suffix}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const two = (n: number) => String(n).padStart(2, '0');

/** RFC 5322 §3.3, in Vietnam's time, which knows no summer time. */
export function dateTime(at: Date): string {
  const local = new Date(at.getTime() + 7 * 3_600_000);
  const clock = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())}`;
  return `${days[local.getUTCDay()]}, ${local.getUTCDate()} ${months[local.getUTCMonth()]} ${local.getUTCFullYear()} ${clock} +0700`;
}

function token(text: string): string {
  return text.replace(/[^\w.:[\]-]/g, '?').slice(0, 255) || 'unknown';
}

function comment(text: string): string {
  return text.replace(/[^\w .:=/-]/g, '?').slice(0, 120);
}
