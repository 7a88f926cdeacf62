import { countLines } from './count-lines.ts';
import type { Node } from './node.ts';

/**
 * Sets `lines` of every text and message part. Lines of an enclosed message are summed from its parts, so that octets
 * nested many times are counted once.
 */
export function setLines(raw: Buffer, node: Node): void {
  const part = node.part;
  if (node.message) part.lines = linesOf(raw, node);
  else if (part.parts) for (const child of node.children) setLines(raw, child);
  else if (part.type === 'text' || part.type === 'message') part.lines = countLines(raw, part.bodyStart, part.bodyEnd);
}

/** Line feeds in the body of any part, with `lines` of what is inside set on the way. */
function linesOf(raw: Buffer, node: Node): number {
  const { part } = node;
  if (!node.message && !part.parts) {
    const lines = countLines(raw, part.bodyStart, part.bodyEnd);
    if (part.type === 'text' || part.type === 'message') part.lines = lines;
    return lines;
  }
  let lines = 0;
  let at = part.bodyStart;
  for (const child of node.message ? [node.message] : node.children) {
    lines += countLines(raw, at, child.part.bodyStart) + linesOf(raw, child);
    at = child.part.bodyEnd;
  }
  lines += countLines(raw, at, part.bodyEnd);
  if (node.message) part.lines = lines;
  return lines;
}
