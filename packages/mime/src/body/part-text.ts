import { decodeCharset } from '../charset/decode-charset.ts';
import { withoutCutTail } from '../charset/detect.ts';
import { convertLegacyText } from '../charset/legacy-text.ts';
import type { Part } from '../types.ts';
import { decodeTransfer } from './decode-part.ts';
import { htmlToText } from './html-text.ts';

const FONT = /(?:face\s*=\s*["']?|font-family\s*:\s*["']?|mso-[a-z-]+font-family\s*:\s*["']?)(?:\.vn|vni-)/i;

/**
 * The text of a text part, charset decoded, HTML reduced to its text. Parts of other types give ''. With `maxBytes`, only that
 * many octets of the encoded body are read. Never throws. May hold NUL only if the body does.
 */
export function partText(raw: Buffer, part: Part, maxBytes = Number.POSITIVE_INFINITY): string {
  if (part.type !== 'text') return '';
  const source = partSource(raw, part, maxBytes);
  if (part.subtype !== 'html' && part.subtype !== 'xhtml') return source;
  const text = htmlToText(source);
  // Pages typed for a TCVN3 or VNI font declare a Latin charset and leave the rest to the font.
  return FONT.test(source) ? convertLegacyText(text) : text;
}

/** As `partText`, but HTML stays HTML. */
export function partSource(raw: Buffer, part: Part, maxBytes = Number.POSITIVE_INFINITY): string {
  const end = Math.min(part.bodyEnd, part.bodyStart + maxBytes);
  const cut = end < part.bodyEnd;
  const bytes: Buffer = decodeTransfer(raw.subarray(part.bodyStart, end), part.encoding);
  const charset = part.params.charset || (part.subtype === 'html' ? metaCharset(bytes) : '');
  return decodeCharset(cut ? withoutCutTail(bytes) : bytes, charset);
}

/** The charset an HTML page names itself, where the header names none. */
function metaCharset(bytes: Buffer): string {
  const head = bytes.toString('latin1', 0, Math.min(bytes.length, 2048));
  return /<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(head)?.[1] ?? '';
}
