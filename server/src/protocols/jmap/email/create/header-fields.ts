import { type Address, encodeWord, foldHeader, formatAddresses } from '@congvu/mime';
import { invalid, MethodError, type SetError } from '../../core/errors.ts';
import { isObject, type Json } from '../../core/json.ts';
import { parseJmapDate } from '../dates.ts';
import { type HeaderProperty, parseHeaderProperty } from '../header-property.ts';

/** Convenience properties and the header field each stands for (RFC 8621 §4.1.3). */
const shortcuts: Record<string, string> = {
  messageId: 'header:Message-ID:asMessageIds',
  inReplyTo: 'header:In-Reply-To:asMessageIds',
  references: 'header:References:asMessageIds',
  sender: 'header:Sender:asAddresses',
  from: 'header:From:asAddresses',
  to: 'header:To:asAddresses',
  cc: 'header:Cc:asAddresses',
  bcc: 'header:Bcc:asAddresses',
  replyTo: 'header:Reply-To:asAddresses',
  subject: 'header:Subject:asText',
  sentAt: 'header:Date:asDate',
};

/** A header field to be written. */
export interface WrittenField {
  /** Lower case. */
  name: string;
  /** Folded, without the last CRLF. */
  text: string;
}

/** The header property that a property of an Email is; undefined when it is none. @throws SetError */
export function headerPropertyOf(property: string): HeaderProperty | undefined {
  const shortcut = Object.hasOwn(shortcuts, property) ? shortcuts[property] : undefined;
  try {
    return parseHeaderProperty(shortcut ?? property);
  } catch (error) {
    if (error instanceof MethodError) throw invalid(property, 'No such header field or form.');
    throw error;
  }
}

/** The field or, with `:all`, fields that a header property's value makes; null makes none. @throws SetError */
export function writeFields(property: string, header: HeaderProperty, value: Json): WrittenField[] {
  if (value === null) return [];
  if (!header.all) return [writeField(property, header, value)];
  if (!Array.isArray(value)) throw wrong(property);
  return value.map((each) => writeField(property, header, each));
}

function writeField(property: string, header: HeaderProperty, value: Json): WrittenField {
  const name = header.writtenName;
  const field = (text: string): WrittenField => ({ name: header.name, text: foldHeader(name, text) });
  switch (header.form) {
    case 'Raw':
      return { name: header.name, text: `${name}:${checkRaw(property, value)}` };
    case 'Text':
      if (typeof value !== 'string' || value.length > 10_000) throw wrong(property);
      return field(encodeWord(value.replace(/[\r\n\0]+/g, ' ')));
    case 'Addresses':
      return field(formatAddresses(readAddresses(property, value)));
    case 'GroupedAddresses':
      return field(formatAddresses(readGroups(property, value)));
    case 'MessageIds':
      return field(
        strings(property, value)
          .map((id) => messageId(property, id))
          .join(' '),
      );
    case 'Date': {
      const date = typeof value === 'string' ? parseJmapDate(value) : undefined;
      if (!date) throw wrong(property);
      return field(rfc5322Date(date.time, date.offset));
    }
    case 'URLs':
      return field(
        strings(property, value)
          .map((url) => `<${url.replace(/[<>\s]/g, '')}>`)
          .join(', '),
      );
  }
}

/** A raw value may be folded, but not end and begin another field (RFC 5322 §2.2). */
function checkRaw(property: string, value: Json): string {
  if (typeof value !== 'string' || value.includes('\0') || value.length > 100_000) throw wrong(property);
  if (/\r(?!\n)|(?<!\r)\n|\r\n(?![ \t])/.test(value)) throw invalid(property, 'A line in it begins another field.');
  return value.startsWith(' ') || value.startsWith('\t') ? value : ` ${value}`;
}

export function readAddresses(property: string, value: Json): Address[] {
  if (!Array.isArray(value) || value.length > 1000) throw wrong(property);
  return value.map((each) => {
    if (!isObject(each)) throw wrong(property);
    const { name = null, email, ...rest } = each;
    if ((name !== null && typeof name !== 'string') || typeof email !== 'string' || Object.keys(rest).length > 0) {
      throw wrong(property);
    }
    if (email.length > 1000 || (name?.length ?? 0) > 1000 || /[\r\n\0]/.test(email)) throw wrong(property);
    return { name: cleanName(name), email: email.toWellFormed().trim() };
  });
}

/** Without control characters, which no header may carry; null when nothing is left. */
function cleanName(name: string | null): string | null {
  return (
    name
      ?.toWellFormed()
      .replace(/\p{Cc}+/gu, ' ')
      .trim() || null
  );
}

function readGroups(property: string, value: Json): Address[] {
  if (!Array.isArray(value)) throw wrong(property);
  return value.flatMap((group) => {
    if (!isObject(group)) throw wrong(property);
    const { name = null, addresses } = group;
    if (name !== null && typeof name !== 'string') throw wrong(property);
    const members = readAddresses(property, addresses ?? null);
    return name === null ? members : members.map((a) => ({ ...a, group: name }));
  });
}

function strings(property: string, value: Json): string[] {
  const ok =
    Array.isArray(value) && value.length <= 1000 && value.every((v) => typeof v === 'string' && v.length <= 998);
  if (!ok) throw wrong(property);
  return value as string[];
}

function messageId(property: string, id: string): string {
  if (!/^[^\s<>\0]{1,990}$/.test(id)) throw wrong(property);
  return `<${id}>`;
}

/** RFC 5322 §3.3 */
export function rfc5322Date(time: number, offset: number): string {
  const local = new Date(time + offset * 60_000);
  const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const pad = (n: number) => String(n).padStart(2, '0');
  const minutes = Math.abs(offset);
  const zone = `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}${pad(minutes % 60)}`;
  const clock = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()].map(pad).join(':');
  const day = `${days[local.getUTCDay()]}, ${pad(local.getUTCDate())} ${months[local.getUTCMonth()]}`;
  return `${day} ${String(local.getUTCFullYear()).padStart(4, '0')} ${clock} ${zone}`;
}

function wrong(property: string): SetError {
  return invalid(property, 'Has the wrong type or form.');
}
