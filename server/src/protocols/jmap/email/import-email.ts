import { headerFields, headerValues, parseDate } from '@congvu/mime';
import { readBlob } from '../blob/read-blob.ts';
import type { Call } from '../core/call.ts';
import { invalid, SetError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import { looksLikeMessage } from './looks-like-message.ts';
import { type Placed, placeEmail, readPlacement } from './place.ts';

const known = ['blobId', 'mailboxIds', 'keywords', 'receivedAt'];

/** Makes an Email of a message that was uploaded (RFC 8621 §4.8). @throws SetError */
export async function importEmail(call: Call, object: JsonObject): Promise<Placed> {
  const unknown = Object.keys(object).filter((p) => !known.includes(p));
  if (unknown.length > 0) throw invalid(unknown, 'No such property.');
  const { blobId } = object;
  if (typeof blobId !== 'string') throw invalid('blobId', 'Is not an id.');
  const placement = readPlacement(call, object);
  const octets = await readBlob(call, call.resolve(blobId));
  if (!octets) throw invalid('blobId', 'There is no such blob.');
  if (!looksLikeMessage(octets)) throw new SetError('invalidEmail');
  const message = withCrlf(octets);
  return placeEmail(call, message, { ...placement, receivedAt: placement.receivedAt ?? lastReceived(message) });
}

/** Files of Unix programs end lines with LF alone, which no protocol could pass on (RFC 5322 §2.3). */
export function withCrlf(octets: Buffer): Buffer {
  let bare = 0;
  for (let at = octets.indexOf(10); at >= 0; at = octets.indexOf(10, at + 1)) if (octets[at - 1] !== 13) bare += 1;
  if (bare === 0) return octets;
  const out = Buffer.allocUnsafe(octets.length + bare);
  let from = 0;
  let n = 0;
  for (let at = octets.indexOf(10); at >= 0; at = octets.indexOf(10, at + 1)) {
    n += octets.copy(out, n, from, at);
    if (octets[at - 1] !== 13) out[n++] = 13;
    out[n++] = 10;
    from = at + 1;
  }
  octets.copy(out, n, from);
  return out;
}

/** The time in the topmost Received field; undefined: now. */
function lastReceived(octets: Buffer): number | undefined {
  const [newest] = headerValues(octets, headerFields(octets, 0, octets.length), 'received');
  const semicolon = newest?.lastIndexOf(';') ?? -1;
  if (newest === undefined || semicolon < 0) return undefined;
  const date = parseDate(newest.slice(semicolon + 1))?.date;
  return date !== undefined && date <= Date.now() ? date : undefined;
}
