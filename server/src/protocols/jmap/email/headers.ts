import { type Address, headerFields, headerValues } from '@congvu/mime';
import type { Summary } from '../../../mail/index.ts';

/** Header fields that a summary holds, as text to look in; undefined for others. */
export function summaryHeader(name: string): ((s: Summary) => string[]) | undefined {
  return Object.hasOwn(fromSummary, name) ? fromSummary[name] : undefined;
}

const addresses = (list: Address[] | undefined): string[] =>
  list ? [list.map((a) => (a.name ? `${a.name} <${a.email}>` : a.email)).join(', ')] : [];
const ids = (list: string[] | undefined): string[] => (list ? [list.map((id) => `<${id}>`).join(' ')] : []);

const fromSummary: Record<string, (s: Summary) => string[]> = {
  subject: (s) => (s.s === null ? [] : [s.s]),
  from: (s) => addresses(s.f),
  sender: (s) => addresses(s.sn),
  'reply-to': (s) => addresses(s.rt),
  to: (s) => addresses(s.t),
  cc: (s) => addresses(s.c),
  bcc: (s) => addresses(s.b),
  'message-id': (s) => (s.id === undefined ? [] : ids([s.id])),
  'in-reply-to': (s) => ids(s.ir),
};

/** Values of all header fields of that name (lower case) in a message. */
export function headerTexts(octets: Buffer, name: string): string[] {
  const fields = headerFields(octets, 0, octets.length);
  return headerValues(octets, fields, name);
}
