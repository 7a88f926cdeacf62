import type { EmailAddress } from '../../../api/jmap/types.ts';
import { distinct, splitAddresses } from '../compose/addresses.ts';

export interface MailtoFields {
  to: EmailAddress[];
  cc: EmailAddress[];
  bcc: EmailAddress[];
  subject: string;
  body: string;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** RFC 6068. Other fields than these are not taken from a link. */
export function parseMailto(href: string): MailtoFields {
  const [, to = '', query = ''] = /^mailto:([^?#]*)(?:\?([^#]*))?/i.exec(href) ?? [];
  const fields: MailtoFields = { to: splitAddresses(decode(to)), cc: [], bcc: [], subject: '', body: '' };
  for (const pair of query.split('&')) {
    const eq = pair.indexOf('=');
    if (eq < 0) continue;
    const key = decode(pair.slice(0, eq)).toLowerCase();
    const value = decode(pair.slice(eq + 1));
    if (key === 'to' || key === 'cc' || key === 'bcc')
      fields[key] = distinct([...fields[key], ...splitAddresses(value)]);
    else if (key === 'subject') fields.subject = value.replace(/[\r\n]+/g, ' ');
    else if (key === 'body') fields.body = value.replaceAll('\r\n', '\n');
  }
  return fields;
}
