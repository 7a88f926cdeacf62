import {
  decodedAddresses,
  decodeWords,
  type HeaderField,
  messageIds,
  parseAddresses,
  parseDate,
  rawText,
  readAddressList,
} from '@congvu/mime';
import { MethodError } from '../core/errors.ts';
import { formatDate } from './dates.ts';

export type HeaderForm = 'Raw' | 'Text' | 'Addresses' | 'GroupedAddresses' | 'MessageIds' | 'Date' | 'URLs';

/** A property `header:{name}:as{form}:all` (RFC 8621 §4.1.3). */
export interface HeaderProperty {
  /** As asked for. */
  property: string;
  /** Lower case. */
  name: string;
  /** As written in the property. */
  writtenName: string;
  form: HeaderForm;
  all: boolean;
}

/** Forms of the fields of RFC 5322 and RFC 2369 beside Raw; any other field may be read in every form (§4.1.2). */
const known: Record<string, HeaderForm[]> = {};
const note = (form: HeaderForm[], names: string) => {
  for (const name of names.split(' ')) known[name] = form;
};
note(['Text'], 'subject comments keywords list-id');
note(['Addresses', 'GroupedAddresses'], 'from sender reply-to to cc bcc resent-from resent-sender resent-reply-to');
note(['Addresses', 'GroupedAddresses'], 'resent-to resent-cc resent-bcc');
note(['MessageIds'], 'message-id in-reply-to references resent-message-id');
note(['Date'], 'date resent-date');
note(['URLs'], 'list-help list-unsubscribe list-subscribe list-post list-owner list-archive');
note([], 'return-path received');

/** Undefined when it doesn't begin with `header:`. @throws MethodError `invalidArguments` */
export function parseHeaderProperty(property: string): HeaderProperty | undefined {
  if (!property.startsWith('header:')) return undefined;
  const match =
    /^header:([!-9;-~]{1,200})(?::as(Raw|Text|Addresses|GroupedAddresses|MessageIds|Date|URLs))?(:all)?$/.exec(
      property,
    );
  if (!match) throw new MethodError('invalidArguments', `No such property: ${property.slice(0, 100)}`);
  const [, writtenName = '', form = 'Raw', all] = match;
  const name = writtenName.toLowerCase();
  const header: HeaderProperty = { property, name, writtenName, form: form as HeaderForm, all: all !== undefined };
  const forms = Object.hasOwn(known, name) ? known[name] : undefined;
  if (header.form !== 'Raw' && forms && !forms.includes(header.form)) {
    throw new MethodError('invalidArguments', `${writtenName} has no form as${header.form}.`);
  }
  return header;
}

/** The value of a header property, from the fields of a header block. */
export function headerPropertyValue(octets: Buffer, fields: readonly HeaderField[], header: HeaderProperty): unknown {
  const found = fields.filter((f) => f.name.length === header.name.length && f.name.toLowerCase() === header.name);
  const read = (field: HeaderField) => inForm(octets.subarray(field.valueStart, field.end), header.form);
  if (header.all) return found.map(read);
  const last = found.at(-1);
  return last ? read(last) : null;
}

/** RFC 8621 §4.1.2.1: without the CRLF that ends the field, NUL dropped. */
export function rawValue(octets: Buffer): string {
  const text = octets.toString('utf8').replaceAll('\0', '');
  return text.replace(/\r?\n$/, '');
}

function inForm(octets: Buffer, form: HeaderForm): unknown {
  switch (form) {
    case 'Raw':
      return rawValue(octets);
    case 'Text':
      return decodeWords(rawText(octets)).normalize('NFC').trim();
    case 'Addresses':
      return parseAddresses(octets).map(({ name, email }) => ({ name, email }));
    case 'GroupedAddresses':
      return grouped(rawText(octets));
    case 'MessageIds': {
      const ids = messageIds(rawText(octets));
      return ids.length > 0 ? ids : null;
    }
    case 'Date': {
      const date = parseDate(rawText(octets));
      return date ? formatDate(date.date, date.offset) : null;
    }
    case 'URLs':
      return urls(rawText(octets));
  }
}

interface Group {
  name: string | null;
  addresses: { name: string | null; email: string }[];
}

/** RFC 8621 §4.1.2.4: runs outside any group are a group without a name. */
function grouped(text: string): Group[] {
  const groups: Group[] = [];
  let current: Group | undefined;
  let inGroup = false;
  for (const entry of readAddressList(text)) {
    if (entry.kind === 'group') {
      current = { name: decodeWords(entry.name).trim(), addresses: [] };
      groups.push(current);
      inGroup = true;
    } else if (entry.kind === 'end') {
      current = undefined;
      inGroup = false;
    } else {
      if (!current || (!inGroup && current.name !== null)) {
        current = { name: null, addresses: [] };
        groups.push(current);
      }
      for (const { name, email } of decodedAddresses([entry])) current.addresses.push({ name, email });
    }
  }
  return groups;
}

/** RFC 2369 §2: URLs in angle brackets, comments between them. Null when there is none. */
function urls(text: string): string[] | null {
  const found = [...text.matchAll(/<([^<>]*)>/g)].map((m) => (m[1] ?? '').replace(/\s+/g, '')).filter((u) => u !== '');
  return found.length > 0 ? found : null;
}
