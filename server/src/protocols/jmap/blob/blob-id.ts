/**
 * Blob ids (RFC 8620 §6). `G` and the SHA-256 of the octets: a message as it is stored, or an upload. `P`, the same of the
 * message, start and length of a part's body in it, and its transfer encoding: the part decoded.
 */
export interface BlobRef {
  /** SHA-256 of the stored octets, in hexadecimal. */
  hash: string;
  /** Undefined: all of them. */
  part?: { start: number; length: number; encoding: PartEncoding };
}

/** None, base64, quoted-printable, uuencode. */
export type PartEncoding = 'n' | 'b' | 'q' | 'u';

const encodings: Record<string, PartEncoding> = {
  base64: 'b',
  'quoted-printable': 'q',
  'x-uuencode': 'u',
  uuencode: 'u',
  'x-uue': 'u',
  uue: 'u',
};
const names: Record<PartEncoding, string> = { n: '8bit', b: 'base64', q: 'quoted-printable', u: 'x-uuencode' };

export function wholeBlobId(hash: string): string {
  return `G${hash}`;
}

/** `encoding` as in Content-Transfer-Encoding, lower case. */
export function partBlobId(hash: string, start: number, length: number, encoding: string): string {
  return `P${hash}_${start}_${length}_${encodings[encoding] ?? 'n'}`;
}

export function transferEncoding(encoding: PartEncoding): string {
  return names[encoding];
}

/** Undefined: no blob can have that id. */
export function parseBlobId(id: string): BlobRef | undefined {
  const whole = /^G([0-9a-f]{64})$/.exec(id);
  if (whole) return { hash: whole[1]! };
  const part = /^P([0-9a-f]{64})_(\d{1,10})_(\d{1,10})_([nbqu])$/.exec(id);
  if (!part) return undefined;
  return {
    hash: part[1]!,
    part: { start: Number(part[2]), length: Number(part[3]), encoding: part[4] as PartEncoding },
  };
}
