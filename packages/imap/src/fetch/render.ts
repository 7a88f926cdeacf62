import type { FetchedMessage } from '../session.ts';
import type { DateTimeFormat } from '../wire/dates.ts';
import type { Output } from '../wire/output.ts';
import { flagList } from '../wire/render.ts';
import { decodeBody } from './decode.ts';
import type { FetchItem, Partial } from './items.ts';
import { findPart, headerEnd, pickFields, type Section, sectionRange } from './sections.ts';

/**
 * Writes FETCH responses (RFC 9051 §7.5.2). The items asked for are made into a list of writers once, so that a
 * message costs one call for each.
 */
export class FetchRenderer {
  readonly #writers: ((message: FetchedMessage, out: Output) => void)[];
  /** A part's encoding was not known (RFC 3516 §4.3): the command ends with NO. */
  unknownEncoding = false;

  readonly #items: readonly FetchItem[];

  constructor(items: readonly FetchItem[], dates: DateTimeFormat) {
    this.#items = items;
    this.#writers = items.map((item, i) => {
      const write = this.#writer(item, dates);
      if (i === 0) return write;
      return (message, out) => {
        out.text(' ');
        write(message, out);
      };
    });
  }

  has(name: FetchItem['item']): boolean {
    return this.#items.some(({ item }) => item === name);
  }

  /** `extra` is told besides, ready to send. */
  write(seq: number, message: FetchedMessage, out: Output, extra: string): void {
    out.text(`* ${seq} FETCH (`);
    for (const write of this.#writers) write(message, out);
    out.text(extra === '' ? ')\r\n' : `${this.#writers.length === 0 ? '' : ' '}${extra})\r\n`);
  }

  #writer(item: FetchItem, dates: DateTimeFormat): (message: FetchedMessage, out: Output) => void {
    switch (item.item) {
      case 'UID':
        return (m, out) => out.text(`UID ${m.uid}`);
      case 'FLAGS':
        return (m, out) => out.text(`FLAGS ${flagList(m.flags ?? [])}`);
      case 'INTERNALDATE':
        return (m, out) => out.text(`INTERNALDATE ${dates.quoted(m.internalDate ?? 0)}`);
      case 'RFC822.SIZE':
        return (m, out) => out.text(`RFC822.SIZE ${m.size ?? 0}`);
      case 'MODSEQ':
        return (m, out) => out.text(`MODSEQ (${m.modseq})`);
      case 'EMAILID':
        return (m, out) => out.text(m.emailId === undefined ? 'EMAILID NIL' : `EMAILID (${m.emailId})`);
      case 'THREADID':
        return (m, out) => out.text(m.threadId === undefined ? 'THREADID NIL' : `THREADID (${m.threadId})`);
      case 'ENVELOPE':
        return (m, out) => ready('ENVELOPE ', m.envelope, out);
      case 'BODYSTRUCTURE':
        return (m, out) => ready('BODYSTRUCTURE ', m.bodyStructure, out);
      case 'BODY':
        return (m, out) => ready('BODY ', m.body, out);
      case 'SECTION':
        return sectionWriter(item.label, item.section, item.partial);
      case 'BINARY':
      case 'BINARY.SIZE':
        return this.#binaryWriter(item);
    }
  }

  #binaryWriter(item: FetchItem & { item: 'BINARY' | 'BINARY.SIZE' }): (m: FetchedMessage, out: Output) => void {
    return (m, out) => {
      const bytes = m.bytes as Buffer;
      const path = item.section.path;
      const part = path.length === 0 ? undefined : findPart(m.structure as never, path);
      const raw = path.length === 0 ? bytes : part && bytes.subarray(part.bodyStart, part.bodyEnd);
      // A composite part has no encoding of its own (RFC 2045 §6.4).
      const plain = part === undefined || part.parts !== undefined || part.message !== undefined;
      const decoded = raw && decodeBody(raw, plain ? '' : part.encoding);
      if (raw !== undefined && decoded === undefined) this.unknownEncoding = true;
      if (item.item === 'BINARY.SIZE') out.text(`${item.label} ${decoded?.length ?? 0}`);
      else writeOctets(item.label, decoded, item.partial, out, true);
    };
  }
}

function ready(name: string, value: Buffer | string | undefined, out: Output): void {
  out.text(name);
  if (value === undefined) out.text('NIL');
  else if (typeof value === 'string') out.utf8(value);
  else out.bytes(value);
}

function sectionWriter(label: string, section: Section, partial: Partial | undefined) {
  const whole = section.path.length === 0;
  if (whole && section.kind === 'all')
    return (m: FetchedMessage, out: Output) => writeOctets(label, m.bytes as Buffer, partial, out, false);
  if (section.fields === undefined)
    return (m: FetchedMessage, out: Output) => writeOctets(label, sectionOctets(m, section), partial, out, false);
  const names = section.fields;
  const wanted = section.kind === 'fields';
  return (m: FetchedMessage, out: Output) => {
    const header = sectionOctets(m, section);
    if (header === undefined) {
      writeOctets(label, undefined, partial, out, false);
      return;
    }
    const fields = pickFields(header.toString('latin1'), names, wanted);
    const text = partial === undefined ? fields : fields.slice(partial.offset, partial.offset + partial.count);
    out.text(`${label}${partial === undefined ? '' : `<${partial.offset}>`} {${text.length}}\r\n${text}`);
  };
}

function sectionOctets(m: FetchedMessage, section: Section): Buffer | undefined {
  if (section.path.length === 0 && section.kind !== 'text' && m.header !== undefined) return m.header;
  const bytes = m.bytes;
  if (bytes === undefined) throw new Error('The backend gave neither bytes nor header');
  const bodyStart = section.path.length === 0 ? headerEnd(bytes) : 0;
  const range = sectionRange(section, bytes.length, bodyStart, m.structure);
  return range && bytes.subarray(range[0], range[1]);
}

function writeOctets(
  label: string,
  octets: Buffer | undefined,
  partial: Partial | undefined,
  out: Output,
  mayHoldNul: boolean,
): void {
  const name = partial === undefined ? label : `${label}<${partial.offset}>`;
  if (octets === undefined) {
    out.text(`${name} NIL`);
    return;
  }
  const some = partial === undefined ? octets : octets.subarray(partial.offset, partial.offset + partial.count);
  out.text(`${name} ${mayHoldNul && some.includes(0) ? '~' : ''}{${some.length}}\r\n`);
  out.bytes(some);
}
