import { headerFields } from '@congvu/mime';

/** Whether octets can be a message (RFC 5322 §2.1): they begin with header fields. An mbox `From ` line is none. */
export function looksLikeMessage(octets: Buffer): boolean {
  const head = headerFields(octets, 0, Math.min(octets.length, 64 * 1024));
  return head.length > 0 && head[0]?.start === 0;
}
