import { createHash } from 'node:crypto';
import type { AccountAccess } from '../core/call.ts';
import { limitError } from '../core/errors.ts';
import { beginUpload, dropUpload, finishUpload, putChunk, trimUploads } from '../queries/blob.ts';
import type { JmapServices } from '../services.ts';
import { wholeBlobId } from './blob-id.ts';
import { chunkSize } from './read-blob.ts';

export interface UploadLimits {
  /** Octets of one blob. */
  maxSize: number;
  /** Octets that a person's uploads may take together; the oldest go first (RFC 8620 §6). */
  perPerson: number;
}

/** What one blob may be, and how much of them a person keeps, in an account of that province. */
export function uploadLimits(services: JmapServices, provinceId: string): UploadLimits {
  const attachments = services.attachmentLimit(provinceId);
  // A whole message may be uploaded too, to be imported.
  return { maxSize: services.maxMessage(attachments), perPerson: attachments * 4 };
}

/**
 * Puts a blob into an account as it arrives, in chunks: never more than one in memory. Resolves once it is durable.
 * @throws RequestError `limit` (`maxSizeUpload`); nothing of it stays.
 */
export async function storeBlob(
  services: JmapServices,
  personId: number,
  account: AccountAccess,
  body: AsyncIterable<Buffer>,
  { maxSize, perPerson }: UploadLimits,
): Promise<{ blobId: string; size: number }> {
  const uploadId = await beginUpload(services.db, account.row, personId);
  try {
    const hash = createHash('sha256');
    let size = 0;
    let seq = 0;
    for await (const chunk of inChunks(body)) {
      size += chunk.length;
      if (size > maxSize) throw limitError('maxSizeUpload', `More than ${maxSize} octets.`, 413);
      hash.update(chunk);
      await putChunk(services.db, uploadId, seq, chunk);
      seq += 1;
    }
    const digest = hash.digest();
    if (!(await finishUpload(services.db, uploadId, digest))) throw new Error('A blob was removed while it arrived.');
    await trimUploads(services.db, personId, perPerson);
    return { blobId: wholeBlobId(digest.toString('hex')), size };
  } catch (error) {
    await dropUpload(services.db, uploadId).catch(() => {});
    throw error;
  }
}

/** Regroups a stream into chunks of one size; the last may be smaller. */
async function* inChunks(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const piece of body) {
    held.push(piece);
    length += piece.length;
    if (length < chunkSize) continue;
    let joined = Buffer.concat(held);
    for (; joined.length >= chunkSize; joined = joined.subarray(chunkSize)) yield joined.subarray(0, chunkSize);
    held = joined.length > 0 ? [joined] : [];
    length = joined.length;
  }
  if (length > 0) yield Buffer.concat(held);
}
