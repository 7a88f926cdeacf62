import type { FetchNeeds } from '../session.ts';
import type { Args } from '../wire/args.ts';
import type { Section } from './sections.ts';

/** What a FETCH asks for (RFC 9051 §6.4.5, RFC 3501 §6.4.5, RFC 3516, RFC 7162 §3.1.4, RFC 8474 §5.3). */
export type FetchItem =
  | { item: SimpleItem }
  /** `label` is how the response names it, without the partial. */
  | { item: 'SECTION'; label: string; section: Section; partial?: Partial }
  | { item: 'BINARY' | 'BINARY.SIZE'; label: string; section: Section; partial?: Partial };

export interface Partial {
  offset: number;
  count: number;
}

const SIMPLE = [
  'FLAGS',
  'INTERNALDATE',
  'RFC822.SIZE',
  'ENVELOPE',
  'BODYSTRUCTURE',
  'BODY',
  'UID',
  'MODSEQ',
  'EMAILID',
  'THREADID',
] as const;
type SimpleItem = (typeof SIMPLE)[number];

export interface FetchRequest {
  items: FetchItem[];
  needs: FetchNeeds;
  /** Sets \Seen. */
  seen: boolean;
}

const MACROS: Record<string, SimpleItem[]> = {
  ALL: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE'],
  FAST: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE'],
  FULL: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE', 'BODY'],
};
const RFC822: Record<string, { kind: Section['kind']; seen: boolean }> = {
  RFC822: { kind: 'all', seen: true },
  'RFC822.HEADER': { kind: 'header', seen: false },
  'RFC822.TEXT': { kind: 'text', seen: true },
};
const NAME = /[A-Za-z0-9.]+/y;
const SPEC = /[A-Za-z0-9.]*/y;
const PARTIAL = /<(\d{1,10}\.[1-9]\d{0,9})>/y;
const PATH = /^(?:[1-9]\d{0,4}\.){0,99}[1-9]\d{0,4}(?=\.|$)/;
const MAX_ITEMS = 200;

export function parseFetchItems(args: Args): FetchRequest {
  const request: FetchRequest = { items: [], needs: {}, seen: false };
  if (args.peek() === '(') {
    args.list(() => parseItem(args, request, nameOf(args)), false);
    return request;
  }
  const name = nameOf(args);
  const macro = MACROS[name];
  if (macro === undefined) parseItem(args, request, name);
  else for (const item of macro) addSimple(request, item);
  return request;
}

const nameOf = (args: Args): string => (args.match(NAME) ?? args.fail('a fetch item')).toUpperCase();

function parseItem(args: Args, request: FetchRequest, name: string): void {
  if (request.items.length >= MAX_ITEMS) args.fail('fewer fetch items');
  if (args.peek() === '[') {
    parseSection(args, request, name);
    return;
  }
  const rfc822 = RFC822[name];
  if (rfc822 !== undefined) {
    request.items.push({ item: 'SECTION', label: name, section: { path: [], kind: rfc822.kind } });
    needSection(request.needs, { path: [], kind: rfc822.kind });
    request.seen ||= rfc822.seen;
    return;
  }
  const item = SIMPLE.find((simple) => simple === name);
  addSimple(request, item ?? args.fail('a fetch item'));
}

function addSimple(request: FetchRequest, item: SimpleItem): void {
  request.items.push({ item });
  const needs = request.needs;
  if (item === 'FLAGS') needs.flags = true;
  else if (item === 'INTERNALDATE') needs.internalDate = true;
  else if (item === 'RFC822.SIZE') needs.size = true;
  else if (item === 'ENVELOPE') needs.envelope = true;
  else if (item === 'BODYSTRUCTURE') needs.bodyStructure = true;
  else if (item === 'BODY') needs.body = true;
  else if (item === 'EMAILID' || item === 'THREADID') needs.ids = true;
}

function parseSection(args: Args, request: FetchRequest, name: string): void {
  args.expect('[');
  const spec = (args.match(SPEC) ?? '').toUpperCase();
  const path = PATH.exec(spec)?.[0] ?? '';
  const rest = spec.slice(path.length);
  const section: Section = { path: path === '' ? [] : path.split('.').map(Number), kind: 'all' };
  let label = spec;
  if (rest !== '') {
    if (path !== '' && !rest.startsWith('.')) args.fail('a section');
    const word = path === '' ? rest : rest.slice(1);
    section.kind = kindOf(args, word, path !== '');
    if (section.kind === 'fields' || section.kind === 'fields-not') {
      args.space();
      const names: string[] = [];
      args.list(() => names.push(args.astring().toUpperCase()), false);
      section.fields = new Set(names);
      label += ` (${names.map(fieldName).join(' ')})`;
    }
  }
  args.expect(']');
  const partial = name === 'BINARY.SIZE' ? undefined : parsePartial(args);
  const common = { section, ...(partial === undefined ? {} : { partial }) };
  if (name === 'BODY' || name === 'BODY.PEEK') {
    request.items.push({ item: 'SECTION', label: `BODY[${label}]`, ...common });
    needSection(request.needs, section);
  } else if (section.kind === 'all' && /^BINARY(?:\.PEEK|\.SIZE)?$/.test(name)) {
    const item = name === 'BINARY.SIZE' ? 'BINARY.SIZE' : 'BINARY';
    request.items.push({ item, label: `${item}[${label}]`, ...common });
    needSection(request.needs, section);
  } else args.fail('a fetch item');
  if (name === 'BODY' || name === 'BINARY') request.seen = true;
}

function kindOf(args: Args, word: string, inPart: boolean): Section['kind'] {
  if (word === 'HEADER') return 'header';
  if (word === 'TEXT') return 'text';
  if (word === 'HEADER.FIELDS') return 'fields';
  if (word === 'HEADER.FIELDS.NOT') return 'fields-not';
  return word === 'MIME' && inPart ? 'mime' : args.fail('a section');
}

/** How the response repeats a field name; one that is no atom is quoted. */
const fieldName = (name: string): string =>
  /^[!#$&'+\-.0-9A-Z[^_`a-z|~,/:;<=>?@]+$/.test(name)
    ? name
    : `"${name.replace(/["\\]/g, '\\$&').replace(/[\r\n]/g, '')}"`;

function parsePartial(args: Args): Partial | undefined {
  if (args.peek() !== '<') return undefined;
  const [offset, count] = (args.match(PARTIAL) ?? args.fail('a partial')).split('.').map(Number) as [number, number];
  return { offset, count };
}

function needSection(needs: FetchNeeds, section: Section): void {
  if (section.path.length > 0) {
    needs.bytes = true;
    needs.structure = true;
  } else if (section.kind === 'all' || section.kind === 'text') needs.bytes = true;
  else needs.header = true;
}
