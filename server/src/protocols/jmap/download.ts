import { Readable } from 'node:stream';
import { openBlob, uploadChunks } from './blob/read-blob.ts';
import type { AccountAccess } from './core/call.ts';
import type { JmapServices } from './services.ts';
import { mediaType } from './upload.ts';

export interface Download {
  headers: Record<string, string>;
  body: Readable | Buffer;
}

/**
 * A blob for saving (RFC 8620 §6.2). The type is what the client asks for, so the browser is told in every way never to
 * run it: it is an attachment, in a sandbox without scripts, and its type isn't guessed.
 */
export async function download(
  services: JmapServices,
  account: AccountAccess,
  blobId: string,
  name: string,
  type: string | undefined,
): Promise<Download | undefined> {
  const blob = await openBlob(services, account.row, blobId);
  if (!blob) return undefined;
  const { place } = blob;
  const headers: Record<string, string> = {
    'content-type': mediaType(type),
    'content-disposition': disposition(name),
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    // Never changes under its id, and is for this person only (RFC 8620 §6.2).
    'cache-control': 'private, immutable, max-age=31536000',
  };
  if (blob.isWhole && 'uploadId' in place) {
    headers['content-length'] = String(place.size);
    return { headers, body: Readable.from(uploadChunks(services, place)) };
  }
  const octets = await blob.read();
  headers['content-length'] = String(octets.length);
  return { headers, body: octets };
}

/** RFC 6266, with RFC 8187 for names beyond ASCII. */
export function disposition(name: string): string {
  const clean =
    name
      .toWellFormed()
      .replace(/[\p{Cc}\p{Cf}/\\]/gu, '_')
      .slice(0, 200)
      .toWellFormed() || 'tep';
  const ascii = clean
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D');
  const plain = ascii.replace(/[^\x20-\x7e]/g, '_').replace(/["%]/g, '_');
  if (plain === clean) return `attachment; filename="${plain}"`;
  const encoded = encodeURIComponent(clean).replace(
    /['()*!]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
