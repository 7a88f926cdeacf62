import { MethodError } from '../core/errors.ts';
import { type HeaderProperty, parseHeaderProperty } from './header-property.ts';

export const metadataProperties = ['id', 'blobId', 'threadId', 'mailboxIds', 'keywords', 'size', 'receivedAt'] as const;
export const summaryProperties = [
  'messageId',
  'inReplyTo',
  'references',
  'sender',
  'from',
  'to',
  'cc',
  'bcc',
  'replyTo',
  'subject',
  'sentAt',
  'hasAttachment',
  'preview',
] as const;
export const bodyProperties = [
  'headers',
  'bodyStructure',
  'bodyValues',
  'textBody',
  'htmlBody',
  'attachments',
] as const;

/** RFC 8621 §4.2 */
export const defaultProperties = [
  ...metadataProperties,
  ...summaryProperties,
  'bodyValues',
  'textBody',
  'htmlBody',
  'attachments',
];
export const defaultParseProperties = [...summaryProperties, 'bodyValues', 'textBody', 'htmlBody', 'attachments'];
export const partProperties = [
  'partId',
  'blobId',
  'size',
  'headers',
  'name',
  'type',
  'charset',
  'disposition',
  'cid',
  'language',
  'location',
  'subParts',
] as const;
const defaultPartProperties = partProperties.filter((p) => p !== 'headers' && p !== 'subParts');

/** What a client wants to see of Emails (RFC 8621 §4.2). */
export interface Wanted {
  properties: Set<string>;
  headers: HeaderProperty[];
  /** Properties of each EmailBodyPart. */
  part: { properties: Set<string>; headers: HeaderProperty[] };
  values: { text: boolean; html: boolean; all: boolean };
  /** In octets of UTF-8; 0: whole. */
  maxBodyValueBytes: number;
  /** Whether the message's octets must be read. */
  needsOctets: boolean;
  needsSummary: boolean;
}

export interface WantedInput {
  properties?: string[] | null;
  bodyProperties?: string[] | null;
  fetchTextBodyValues?: boolean;
  fetchHTMLBodyValues?: boolean;
  fetchAllBodyValues?: boolean;
  maxBodyValueBytes?: number;
}

const known: ReadonlySet<string> = new Set([...metadataProperties, ...summaryProperties, ...bodyProperties]);
const knownPart: ReadonlySet<string> = new Set(partProperties);
const inOctets: ReadonlySet<string> = new Set(bodyProperties);
const outsideContent: ReadonlySet<string> = new Set(['id', 'threadId', 'mailboxIds', 'keywords', 'size', 'receivedAt']);

/** @throws MethodError `invalidArguments` for a property that isn't there. */
export function readWanted(input: WantedInput, defaults: readonly string[]): Wanted {
  const asked = input.properties ?? defaults;
  const properties = new Set<string>();
  const headers: HeaderProperty[] = [];
  for (const property of asked) split(property, known, properties, headers);
  const part = { properties: new Set<string>(), headers: [] as HeaderProperty[] };
  for (const property of input.bodyProperties ?? defaultPartProperties) {
    split(property, knownPart, part.properties, part.headers);
  }
  const values = {
    text: input.fetchTextBodyValues ?? false,
    html: input.fetchHTMLBodyValues ?? false,
    all: input.fetchAllBodyValues ?? false,
  };
  const wantsValues = values.text || values.html || values.all;
  // With default properties `bodyValues` is asked for but empty: no reason to read the message.
  const needsOctets =
    headers.length > 0 || [...properties].some((p) => inOctets.has(p) && (p !== 'bodyValues' || wantsValues));
  return {
    properties,
    headers,
    part,
    values,
    maxBodyValueBytes: input.maxBodyValueBytes ?? 0,
    needsOctets,
    needsSummary: needsOctets || [...properties].some((p) => !outsideContent.has(p)),
  };
}

function split(property: string, known: ReadonlySet<string>, properties: Set<string>, headers: HeaderProperty[]): void {
  const header = parseHeaderProperty(property);
  if (header) headers.push(header);
  else if (known.has(property)) properties.add(property);
  else throw new MethodError('invalidArguments', `No such property: ${property.slice(0, 100)}`);
}
