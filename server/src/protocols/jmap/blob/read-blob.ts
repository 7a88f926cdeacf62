import { decodeTransfer } from '@congvu/mime';
import type { Call } from '../core/call.ts';
import { type BlobPlace, findBlob, uploadChunk } from '../queries/blob.ts';
import type { JmapServices } from '../services.ts';
import { parseBlobId, transferEncoding } from './blob-id.ts';

/** Octets of one row of `upload_chunk`; the last one's are fewer. */
export const chunkSize = 256 * 1024;

/** A blob found in an account. */
export interface Blob {
  /** Of the stored octets, in hexadecimal. */
  hash: string;
  place: BlobPlace;
  /** Whether it is all of the stored octets. */
  isWhole: boolean;
  read(): Promise<Buffer>;
}

/** A blob of the account, by its id; undefined when the account has none such. */
export async function openBlob(services: JmapServices, accountId: number, blobId: string): Promise<Blob | undefined> {
  const ref = parseBlobId(blobId);
  const place = ref && (await findBlob(services.db, accountId, ref.hash));
  if (!ref || !place) return undefined;
  const { part } = ref;
  if (part && part.start + part.length > place.size) return undefined;
  return {
    hash: ref.hash,
    place,
    isWhole: part === undefined,
    read: async () => {
      const whole = await readStored(services, place);
      if (!part) return whole;
      return decodeTransfer(whole.subarray(part.start, part.start + part.length), transferEncoding(part.encoding));
    },
  };
}

/** The octets of a blob of the call's account. */
export async function readBlob(call: Call, blobId: string): Promise<Buffer | undefined> {
  return (await openBlob(call.services, call.account.row, blobId))?.read();
}

async function readStored(services: JmapServices, place: BlobPlace): Promise<Buffer> {
  if ('contentId' in place) {
    const octets = await services.mail.readContent(place.contentId);
    if (!octets) throw new Error(`Content ${place.contentId} has no octets.`);
    return octets;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of uploadChunks(services, place)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** An upload's octets, chunk by chunk. @throws Error when it went away meanwhile. */
export async function* uploadChunks(
  services: JmapServices,
  place: { uploadId: number; size: number },
): AsyncGenerator<Buffer> {
  for (let seq = 0; seq * chunkSize < place.size; seq += 1) {
    const octets = await uploadChunk(services.db, place.uploadId, seq);
    if (!octets) throw new Error('An upload was removed while it was read.');
    yield octets;
  }
}
