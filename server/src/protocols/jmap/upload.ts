import type { Readable } from 'node:stream';
import { storeBlob, type UploadLimits } from './blob/store-blob.ts';
import type { AccountAccess, Caller } from './core/call.ts';
import type { JmapServices } from './services.ts';

/** RFC 8620 §6.1 */
export interface Uploaded {
  accountId: string;
  blobId: string;
  type: string;
  size: number;
}

/** @throws RequestError `limit` (`maxSizeUpload`) */
export async function upload(
  services: JmapServices,
  caller: Caller,
  account: AccountAccess,
  body: Readable,
  type: string | undefined,
  limits: UploadLimits,
): Promise<Uploaded> {
  const { blobId, size } = await storeBlob(services, caller.personId, account, body as AsyncIterable<Buffer>, limits);
  return { accountId: account.id, blobId, type: mediaType(type), size };
}

/** A Content-Type fit to be given back; it is never guessed from the octets. */
export function mediaType(value: string | undefined): string {
  const type = value?.trim() ?? '';
  return /^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}(\s*;[\x20-\x7e]{0,300})?$/.test(type)
    ? type
    : 'application/octet-stream';
}
