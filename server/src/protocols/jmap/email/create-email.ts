import { readBlob } from '../blob/read-blob.ts';
import type { Call } from '../core/call.ts';
import { SetError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import { blobIdsIn } from './create/body-parts.ts';
import { composeEmail } from './create/compose.ts';
import { type Placed, placeEmail, readPlacement } from './place.ts';

/** Makes an Email from its properties (RFC 8621 §4.6). @throws SetError */
export async function createEmail(call: Call, object: JsonObject): Promise<Placed> {
  const placement = readPlacement(call, object);
  const resolved = resolveBlobs(call, object);
  const blobs = await readBlobs(call, resolved);
  const octets = composeEmail(resolved, { blobs, now: Date.now(), domain: domainOf(call) });
  return placeEmail(call, octets, placement);
}

/** @throws SetError `blobNotFound`, `tooLarge` */
async function readBlobs(call: Call, object: JsonObject): Promise<Map<string, Buffer>> {
  const blobs = new Map<string, Buffer>();
  const notFound: string[] = [];
  const maxSize = call.services.attachmentLimit(call.account.provinceId);
  let size = 0;
  const mentioned = [object.bodyStructure, object.textBody, object.htmlBody, object.attachments];
  for (const blobId of mentioned.flatMap((value) => blobIdsIn(value))) {
    // One mentioned twice is in the message twice.
    const octets = blobs.get(blobId) ?? (await readBlob(call, blobId));
    if (!octets) {
      notFound.push(blobId);
      continue;
    }
    size += octets.length;
    if (size > maxSize) {
      throw new SetError('tooLarge', { maxSize, description: 'The attachments are too large together.' });
    }
    blobs.set(blobId, octets);
  }
  if (notFound.length > 0) throw new SetError('blobNotFound', { notFound: [...new Set(notFound)] });
  return blobs;
}

/** Creation ids among blob ids stand for what was made earlier in the request. */
function resolveBlobs(call: Call, object: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(object), (key, value) =>
    key === 'blobId' && typeof value === 'string' ? call.resolve(value) : value,
  ) as JsonObject;
}

function domainOf(call: Call): string {
  const address = call.account.sendAs[0]?.address ?? call.exchange.caller.username;
  return address.split('@')[1] ?? 'localhost';
}
