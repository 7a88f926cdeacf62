import { encodeWord, foldHeader } from '@congvu/mime';
import { invalid, SetError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { headerPropertyOf, writeFields } from './header-fields.ts';
import type { MimeNode } from './write-mime.ts';

/** What the parts of an Email to be made draw on. */
export interface PartContext {
  /** `bodyValues`, by partId; those used are taken out. */
  values: Map<string, string>;
  /** Octets of blobs, by id. */
  blobs: ReadonlyMap<string, Buffer>;
}

const known = new Set(['partId', 'blobId', 'size', 'name', 'type', 'charset', 'disposition', 'cid', 'language']);
for (const property of ['location', 'subParts', 'headers']) known.add(property);
const maxDepth = 20;
const mediaType = /^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}$/;

/** The blob ids that parts mention, so that they can be read before anything is made. */
export function blobIdsIn(value: Json | undefined, depth = 0): string[] {
  if (depth > maxDepth) return [];
  if (Array.isArray(value)) return value.flatMap((v) => blobIdsIn(v, depth + 1));
  if (!isObject(value)) return [];
  const own = typeof value.blobId === 'string' ? [value.blobId] : [];
  return [...own, ...blobIdsIn(value.subParts, depth + 1)];
}

/** A part to be written, from an EmailBodyPart (RFC 8621 §4.6). @throws SetError */
export function readBodyPart(
  value: Json,
  path: string,
  context: PartContext,
  defaultType?: string,
  depth = 0,
): MimeNode {
  if (!isObject(value)) throw invalid(path, 'Is not an EmailBodyPart.');
  if (depth > maxDepth) throw invalid(path, 'The parts are nested too deep.');
  for (const key of Object.keys(value)) {
    if (!known.has(key) && !key.startsWith('header:')) throw invalid(`${path}/${key}`, 'No such property.');
  }
  if (value.headers !== undefined) throw invalid(`${path}/headers`, 'Header fields are given one by one.');
  const { subParts } = value;
  const type = typeOf(value, path, subParts == null ? defaultType : 'multipart/mixed');
  if (type.startsWith('multipart/')) {
    if (!Array.isArray(subParts) || subParts.length === 0)
      throw invalid(`${path}/subParts`, 'A multipart needs parts.');
    if (value.partId != null || value.blobId != null) throw invalid(path, 'A multipart has no content of its own.');
    const parts = subParts.map((p, i) => readBodyPart(p, `${path}/subParts/${i}`, context, undefined, depth + 1));
    return { type, fields: partFields(value, path, type, undefined), content: { parts } };
  }
  if (subParts != null) throw invalid(`${path}/subParts`, 'Only a multipart has parts.');
  return leaf(value, path, type, context);
}

function leaf(value: JsonObject, path: string, type: string, context: PartContext): MimeNode {
  const { partId, blobId, charset } = value;
  if ((partId == null) === (blobId == null)) throw invalid(path, 'A part has either a partId or a blobId.');
  if (blobId != null) {
    const octets = typeof blobId === 'string' ? context.blobs.get(blobId) : undefined;
    if (!octets) throw new SetError('blobNotFound', { notFound: [String(blobId).slice(0, 255)] });
    if (charset != null && typeof charset !== 'string') throw invalid(`${path}/charset`, 'Is not a string.');
    return { type, fields: partFields(value, path, type, charset ?? undefined), content: { octets } };
  }
  if (charset != null) throw invalid(`${path}/charset`, 'Set by the server.');
  if (value.size != null) throw invalid(`${path}/size`, 'Set by the server.');
  if (!type.startsWith('text/')) throw invalid(`${path}/type`, 'What comes from bodyValues is text.');
  const text = typeof partId === 'string' ? context.values.get(partId) : undefined;
  if (text === undefined) throw invalid(`${path}/partId`, 'There is no such body value.');
  const octets = Buffer.from(text.toWellFormed().replace(/\r\n?|\n/g, '\r\n'), 'utf8');
  return { type, fields: partFields(value, path, type, 'utf-8'), content: { octets } };
}

function typeOf(value: JsonObject, path: string, defaultType: string | undefined): string {
  const { type = null } = value;
  const raw = value['header:Content-Type'] ?? value['header:Content-Type:asRaw'];
  const named = type ?? (typeof raw === 'string' ? raw.trim().split(';')[0]!.trim() : null);
  if (named === null) return defaultType ?? 'text/plain';
  if (typeof named !== 'string' || !mediaType.test(named)) throw invalid(`${path}/type`, 'Is not a media type.');
  return named.toLowerCase();
}

/** The header fields of a part: those given one by one, and those that its other properties make. */
function partFields(value: JsonObject, path: string, type: string, charset: string | undefined): string[] {
  const fields = new Map<string, string>();
  for (const [property, each] of Object.entries(value)) {
    const header = property.startsWith('header:') ? headerPropertyOf(property) : undefined;
    if (!header) continue;
    if (header.name === 'content-transfer-encoding') throw invalid(`${path}/${property}`, 'Chosen by the server.');
    if (fields.has(header.name)) throw invalid(`${path}/${property}`, 'The same field is given twice.');
    const texts = writeFields(property, header, each).map((f) => f.text);
    if (texts.length > 0) fields.set(header.name, texts.join('\r\n'));
  }
  const add = (name: string, property: string, text: string) => {
    if (fields.has(name.toLowerCase())) throw invalid(`${path}/${property}`, 'The same field is given twice.');
    fields.set(name.toLowerCase(), foldHeader(name, text));
  };
  const name = text(value, 'name', path);
  const given = fields.get('content-type');
  if (given !== undefined) {
    if (value.type != null) throw invalid(`${path}/type`, 'The same field is given twice.');
    if (type.startsWith('multipart/'))
      throw invalid(`${path}/header:Content-Type`, 'Give the type of a multipart as type.');
    if (charset && !/charset\s*=/i.test(given)) fields.set('content-type', `${given}; charset=${charset}`);
  } else
    add(
      'Content-Type',
      'type',
      [type, charsetParam(charset, path), param('name', name, 'word')].filter(Boolean).join('; '),
    );
  const disposition = text(value, 'disposition', path);
  if (disposition !== null && !/^[\w-]{1,60}$/.test(disposition))
    throw invalid(`${path}/disposition`, 'Is not a disposition.');
  if (disposition !== null || (name !== null && !fields.has('content-disposition'))) {
    add(
      'Content-Disposition',
      'disposition',
      [disposition ?? 'attachment', param('filename', name, 'extended')].filter(Boolean).join('; '),
    );
  }
  const cid = text(value, 'cid', path);
  if (cid !== null) {
    if (!/^[^\s<>]{1,900}$/.test(cid)) throw invalid(`${path}/cid`, 'Is not a Content-ID.');
    add('Content-ID', 'cid', `<${cid}>`);
  }
  const location = text(value, 'location', path);
  if (location !== null) add('Content-Location', 'location', encodeWord(location));
  const { language = null } = value;
  if (language !== null) {
    if (!Array.isArray(language) || !language.every((l) => typeof l === 'string' && /^[\w-]{1,60}$/.test(l))) {
      throw invalid(`${path}/language`, 'Is not a list of language tags.');
    }
    add('Content-Language', 'language', language.join(', '));
  }
  return [...fields.values()];
}

function charsetParam(charset: string | undefined, path: string): string {
  if (charset === undefined) return '';
  if (!/^[\w:.+-]{1,60}$/.test(charset)) throw invalid(`${path}/charset`, 'Is not a charset.');
  return `charset=${charset}`;
}

function text(value: JsonObject, property: string, path: string): string | null {
  const found = value[property] ?? null;
  if (found === null) return null;
  if (typeof found !== 'string' || found.length > 1000 || /[\r\n\0]/.test(found))
    throw invalid(`${path}/${property}`, 'Has the wrong form.');
  return found;
}

/** A parameter (RFC 2045 §5.1); beyond ASCII as RFC 2231 has it, or as an encoded word, which old programs read. */
function param(name: string, value: string | null, beyondAscii: 'word' | 'extended'): string {
  if (value === null) return '';
  if (/^[\x20-\x7e]*$/.test(value)) return `${name}="${value.replace(/["\\]/g, '\\$&')}"`;
  if (beyondAscii === 'word') return `${name}="${encodeWord(value)}"`;
  const encoded = encodeURIComponent(value.toWellFormed()).replace(
    /['()*!]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  // In sections of one line each (RFC 2231 §4.1).
  const sections = encoded.match(/(?:%[0-9A-F]{2}|[^%]){1,50}/g) ?? [''];
  if (sections.length === 1) return `${name}*=utf-8''${encoded}`;
  return sections.map((s, i) => `${name}*${i}*=${i === 0 ? "utf-8''" : ''}${s}`).join('; ');
}
