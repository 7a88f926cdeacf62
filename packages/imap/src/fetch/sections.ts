import type { SectionPart } from '../session.ts';

/** Which octets of a message BODY[…] and BINARY[…] name (RFC 9051 §6.4.5.1). */
export interface Section {
  /** Part numbers; empty for the message itself. */
  path: number[];
  kind: 'all' | 'header' | 'fields' | 'fields-not' | 'text' | 'mime';
  /** Names in capitals, for `fields` and `fields-not`. */
  fields?: Set<string>;
}

/** Where the header ends: after its blank line, or at the end of what has none. */
export function headerEnd(bytes: Buffer): number {
  if (bytes[0] === 10) return 1;
  if (bytes[0] === 13 && bytes[1] === 10) return 2;
  let at = -1;
  for (;;) {
    at = bytes.indexOf(10, at + 1);
    if (at < 0) return bytes.length;
    if (bytes[at + 1] === 10) return at + 2;
    if (bytes[at + 1] === 13 && bytes[at + 2] === 10) return at + 3;
  }
}

/** The part a path names; undefined when there is none. */
export function findPart(root: SectionPart, path: readonly number[]): SectionPart | undefined {
  let part: SectionPart | undefined = root;
  // The numbers count the children of a multipart; in a message without, its only part is 1 (RFC 9051 §6.4.5.1).
  let container = true;
  for (const n of path) {
    const inner: SectionPart | undefined = container ? part : part.message;
    const from: SectionPart | undefined = inner ?? part;
    if (from.parts !== undefined) {
      part = from.parts[n - 1];
      container = false;
    } else if (n === 1 && inner !== undefined) {
      part = inner;
      container = false;
    } else return undefined;
    if (part === undefined) return undefined;
  }
  return part;
}

/**
 * The octets of a section other than header fields, as they stand; undefined (NIL) when the message lacks it.
 * `structure` is needed for a path only.
 */
export function sectionRange(
  section: Section,
  size: number,
  bodyStart: number,
  structure: SectionPart | undefined,
): [number, number] | undefined {
  if (section.path.length === 0) {
    if (section.kind === 'all') return [0, size];
    return section.kind === 'text' ? [bodyStart, size] : [0, bodyStart];
  }
  const part = structure === undefined ? undefined : findPart(structure, section.path);
  if (part === undefined) return undefined;
  if (section.kind === 'all') return [part.bodyStart, part.bodyEnd];
  if (section.kind === 'mime') return [part.headerStart, part.bodyStart];
  const message = part.message;
  if (message === undefined) return undefined;
  return section.kind === 'text' ? [message.bodyStart, message.bodyEnd] : [message.headerStart, message.bodyStart];
}

/** The fields of a header block that are asked for, in their order, with the blank line; a binary string. */
export function pickFields(header: string, names: ReadonlySet<string>, wanted: boolean): string {
  let out = '';
  let at = 0;
  while (at < header.length) {
    let end = header.indexOf('\n', at);
    end = end < 0 ? header.length : end + 1;
    if (isBlank(header, at)) break;
    while (end < header.length && (header.charCodeAt(end) === 32 || header.charCodeAt(end) === 9)) {
      const next = header.indexOf('\n', end);
      end = next < 0 ? header.length : next + 1;
    }
    const colon = header.indexOf(':', at);
    const name = colon < 0 || colon > end ? '' : header.slice(at, colon).trimEnd().toUpperCase();
    if (name !== '' && names.has(name) === wanted) out += header.slice(at, end);
    at = end;
  }
  if (out !== '' && !out.endsWith('\n')) out += '\r\n';
  return `${out}\r\n`;
}

function isBlank(header: string, at: number): boolean {
  const code = header.charCodeAt(at);
  return code === 10 || (code === 13 && header.charCodeAt(at + 1) === 10);
}
