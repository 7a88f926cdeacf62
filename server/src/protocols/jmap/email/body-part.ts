import { decodePart, headerFields, type Part } from '@congvu/mime';
import { partBlobId } from '../blob/blob-id.ts';
import { headerPropertyValue, rawValue } from './header-property.ts';
import type { Wanted } from './wanted.ts';

/** A message being shown: its octets, and the hash by which its parts are blobs. */
export interface Source {
  octets: Buffer;
  hash: string;
  /** Offset of `octets` within the blob of that hash; undefined when they don't stand there as they are. */
  base: number | undefined;
}

/** An EmailBodyPart (RFC 8621 §4.1.4), with only the wanted properties. */
export function bodyPart(source: Source, part: Part, wanted: Wanted['part'], withSubParts: boolean): object {
  const object: Record<string, unknown> = {};
  for (const property of wanted.properties) {
    if (property !== 'subParts') object[property] = partProperty(source, part, property);
  }
  if (wanted.headers.length > 0) {
    const fields = headerFields(source.octets, part.headerStart, part.bodyStart);
    for (const header of wanted.headers) object[header.property] = headerPropertyValue(source.octets, fields, header);
  }
  if (withSubParts && part.parts) {
    object.subParts = part.parts.map((child) => bodyPart(source, child, wanted, true));
  } else if (wanted.properties.has('subParts')) object.subParts = null;
  return object;
}

function partProperty(source: Source, part: Part, property: string): unknown {
  switch (property) {
    case 'partId':
      return part.parts ? null : part.partId;
    case 'blobId':
      return part.parts ? null : blobIdOf(source, part);
    case 'size':
      return part.parts ? part.bodyEnd - part.bodyStart : decodePart(source.octets, part).length;
    case 'headers':
      return allHeaders(source.octets, part.headerStart, part.bodyStart);
    case 'name':
      return part.filename;
    case 'type':
      return `${part.type}/${part.subtype}`;
    case 'charset':
      return part.params.charset ?? (part.type === 'text' ? 'us-ascii' : null);
    case 'disposition':
      return part.disposition;
    case 'cid':
      return part.contentId;
    case 'language':
      return part.language.length > 0 ? part.language : null;
    case 'location':
      return part.location;
    default:
      return null;
  }
}

/** Enclosed messages are blobs as they stand. */
function blobIdOf(source: Source, part: Part): string | null {
  if (source.base === undefined) return null;
  const length = part.bodyEnd - part.bodyStart;
  return partBlobId(source.hash, source.base + part.bodyStart, length, part.message ? '8bit' : part.encoding);
}

/** All header fields in order (RFC 8621 §4.1.3 `headers`). */
export function allHeaders(octets: Buffer, start: number, end: number): { name: string; value: string }[] {
  return headerFields(octets, start, end).map((f) => ({
    name: f.name,
    value: rawValue(octets.subarray(f.valueStart, f.end)),
  }));
}
