import type { Limits } from './limits.ts';
import type { Session } from './session.ts';
import type { LiteralAnnounced, LiteralRefusal } from './wire/reader.ts';

const APPEND = /^\S+ APPEND /i;
/** The mailbox name itself is the literal. */
const APPEND_NAME = /^\S+ APPEND $/i;

/** Whether to take a literal (RFC 9051 §4.3, RFC 7888 §4, RFC 7889 §3). Undefined: yes. */
export function judgeLiteral(
  { parts, size, synchronizing }: LiteralAnnounced,
  session: Session | undefined,
  limits: Limits,
): LiteralRefusal | undefined {
  let total = size;
  for (const part of parts) if (typeof part !== 'string') total += part.length;
  const close = !synchronizing && size > limits.swallow;
  if (session === undefined) {
    if (total <= limits.literalsBeforeLogin) return undefined;
    return { text: 'Literal too large before sign-in', status: 'BAD', code: 'TOOBIG', close };
  }
  const first = parts[0] as string;
  if (APPEND.test(first) && !(parts.length === 1 && APPEND_NAME.test(first))) {
    const all = session.appendLimit * limits.appendFactor;
    if (size <= session.appendLimit && total <= all + limits.argumentLiteral) return undefined;
    const text =
      size > session.appendLimit ? `Message larger than ${session.appendLimit} octets` : 'Messages too large';
    return { text, status: 'NO', code: 'TOOBIG', close };
  }
  if (size <= limits.argumentLiteral && total <= 2 * limits.argumentLiteral) return undefined;
  return { text: 'Literal too large', status: 'BAD', code: 'TOOBIG', close };
}
