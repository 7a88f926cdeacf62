/**
 * vCards of organisations and people: for export, for CardDAV and for "save this contact". Version 4.0 (RFC 6350); 3.0
 * (RFC 2426) for programs that read nothing newer.
 */
import { createHash } from 'node:crypto';

export type VcardVersion = '3.0' | '4.0';

export interface CardOptions {
  /** 4.0 when left out. */
  version?: VcardVersion;
}

interface CommonCard {
  /** From `cardUid`: the same thing keeps the same one, wherever it is exported. */
  uid: string;
  name: string;
  /** Mailboxes, the official one first. */
  emails?: readonly string[] | undefined;
  phone?: string | null | undefined;
  url?: string | null | undefined;
  /** When what the card shows last changed. */
  revised?: Date | null | undefined;
}

export interface OrganisationCard extends CommonCard {
  shortName?: string | null | undefined;
  /** Names of the organisations above it, nearest first. */
  above?: readonly string[] | undefined;
  fax?: string | null | undefined;
  website?: string | null | undefined;
  /** As written: one line. */
  address?: string | null | undefined;
}

export interface PersonCard extends CommonCard {
  /** The position shown first. */
  position?: string | null | undefined;
  /** Where they hold it, then the organisations above it, nearest first. */
  organisations?: readonly string[] | undefined;
  mobile?: string | null | undefined;
  note?: string | null | undefined;
}

/** An organisation's card, lines ended by CRLF. */
export function organisationCard(card: OrganisationCard, options: CardOptions = {}): string {
  const version = options.version ?? '4.0';
  const lines = [
    ...head(card, version, 'org'),
    property('N', ['', '', '', '', ''].join(';')),
    ...optional('NICKNAME', card.shortName, text),
    property('ORG', [...[...(card.above ?? [])].reverse(), card.name].map(text).join(';')),
    ...emails(card, version),
    ...telephone(card.phone, ['work', 'voice'], version),
    ...telephone(card.fax, ['work', 'fax'], version),
    ...(card.address ? [property(`ADR;TYPE=${workType(version)}`, `;;${text(card.address)};;;;`)] : []),
    ...optional('URL', card.website, website),
  ];
  return finish(card, lines);
}

/** A person's card, lines ended by CRLF. The first word of a Vietnamese name is the family's, the last the given one. */
export function personCard(card: PersonCard, options: CardOptions = {}): string {
  const version = options.version ?? '4.0';
  const words = card.name.split(/\s+/u).filter(Boolean);
  const given = words.at(-1) ?? '';
  const family = words.length > 1 ? words[0]! : '';
  const middle = words.slice(1, -1).join(' ');
  const lines = [
    ...head(card, version, 'individual'),
    property('N', [family, given, middle, '', ''].map(text).join(';')),
    ...((card.organisations ?? []).length > 0
      ? [property('ORG', [...card.organisations!].reverse().map(text).join(';'))]
      : []),
    ...optional('TITLE', card.position, text),
    ...emails(card, version),
    ...telephone(card.phone, ['work', 'voice'], version),
    ...telephone(card.mobile, ['work', 'cell'], version),
    ...optional('NOTE', card.note, text),
  ];
  return finish(card, lines);
}

/** RFC 9562 §5.5: a name-based UUID, so that the card of a thing has one name for ever. */
export function cardUid(province: string, kind: 'person' | 'organisation', id: number): string {
  const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');
  const name = `urn:congvu:${province}:${kind}:${id}`;
  const hash = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function head(card: CommonCard, version: VcardVersion, kind: 'individual' | 'org'): string[] {
  return [
    'BEGIN:VCARD',
    `VERSION:${version}`,
    'PRODID:-//Cong Vu//vi',
    `UID:${card.uid}`,
    // RFC 6350 §6.1.4; Apple's programs mark an organisation in 3.0 by a field of their own.
    ...(version === '4.0' ? [`KIND:${kind}`] : kind === 'org' ? ['X-ABShowAs:COMPANY'] : []),
    property('FN', text(card.name)),
  ];
}

function finish(card: CommonCard, lines: string[]): string {
  const revised = card.revised?.toISOString().replace(/[-:]|\.\d+/g, '');
  const all = [...lines, ...optional('URL', card.url, website), ...(revised ? [`REV:${revised}`] : []), 'END:VCARD'];
  return `${all.map(fold).join('\r\n')}\r\n`;
}

const workType = (version: VcardVersion) => (version === '4.0' ? 'work' : 'WORK');

function emails({ emails: all = [] }: CommonCard, version: VcardVersion): string[] {
  return all.map((email, i) => {
    if (version === '4.0') return property(`EMAIL;TYPE=work${i === 0 ? ';PREF=1' : ''}`, text(email));
    return property(`EMAIL;TYPE=INTERNET,WORK${i === 0 ? ',PREF' : ''}`, text(email));
  });
}

/** RFC 6350 §6.4.1: a URI where the number is one that can be dialled from anywhere (RFC 3966), else as written. */
function telephone(number: string | null | undefined, types: string[], version: VcardVersion): string[] {
  if (!number) return [];
  if (version === '3.0') return [property(`TEL;TYPE=${types.join(',').toUpperCase()}`, text(number))];
  const dialled = dialable(number);
  if (!dialled) return [property(`TEL;VALUE=text;TYPE="${types.join(',')}"`, text(number))];
  return [property(`TEL;VALUE=uri;TYPE="${types.join(',')}"`, `tel:${dialled}`)];
}

/** `0273 3873 001` → `+842733873001`; undefined when it is no whole number of Vietnam or of elsewhere. */
function dialable(number: string): string | undefined {
  const digits = number.replace(/[\s().-]/g, '');
  if (/^\+\d{8,15}$/.test(digits)) return digits;
  return /^0[1-9]\d{8,9}$/.test(digits) ? `+84${digits.slice(1)}` : undefined;
}

function website(value: string): string {
  const url = /^https?:\/\//i.test(value) ? value : `https://${value}`;
  return url.replace(/[\s\p{Cc}]/gu, '');
}

function optional(name: string, value: string | null | undefined, write: (value: string) => string): string[] {
  return value ? [property(name, write(value))] : [];
}

const property = (name: string, value: string): string => `${name}:${value}`;

/** RFC 6350 §3.4: backslash, comma, semicolon and line ends are escaped; other control characters have no place. */
function text(value: string): string {
  return value
    .normalize('NFC')
    .replace(/[\\,;]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/[\p{Cc}]/gu, ' ');
}

/** RFC 6350 §3.2: lines of at most 75 octets, never cut within a character. */
function fold(line: string): string {
  if (Buffer.byteLength(line) <= 75) return line;
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const width = Buffer.byteLength(character);
    if (octets + width > 75) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += width;
  }
  return [...parts, part].join('\r\n');
}
