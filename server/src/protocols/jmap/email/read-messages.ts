import type { Call } from '../core/call.ts';

const batchCount = 20;
const batchOctets = 16 * 1024 * 1024;

/** Octets of many messages, one after the other; read a few at once, never many megabytes. Missing ones are left out. */
export async function* readMessages(
  call: Call,
  contents: readonly { content_id: number; size: number }[],
): AsyncGenerator<{ id: number; octets: Buffer }> {
  for (let at = 0; at < contents.length; ) {
    const ids: number[] = [];
    let size = 0;
    for (; at < contents.length && ids.length < batchCount; at += 1) {
      const content = contents[at]!;
      if (ids.length > 0 && size + content.size > batchOctets) break;
      size += content.size;
      ids.push(content.content_id);
    }
    const read = await call.services.mail.contents.readMany(ids);
    for (const [k, id] of ids.entries()) {
      const octets = read[k];
      if (octets) yield { id, octets };
    }
  }
}
