export type Inline = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string };

export type Block =
  | { kind: 'lines'; lines: Inline[][] }
  | { kind: 'quote'; depth: number; blocks: Block[]; fold: boolean }
  | { kind: 'signature'; lines: Inline[][] };

const link = /\b(?:https?:\/\/|www\.)[^\s<>"'“”‘’]+|[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;

/** Punctuation that ends the sentence, not the address; a closing bracket counts if none was opened. */
function trimEnd(url: string): string {
  let end = url.length;
  for (;;) {
    const c = url[end - 1];
    if (c && '.,;:!?…'.includes(c)) end -= 1;
    else if (c === ')' && !url.slice(0, end - 1).includes('(')) end -= 1;
    else if (c === ']' && !url.slice(0, end - 1).includes('[')) end -= 1;
    else return url.slice(0, end);
  }
}

export function linkify(line: string): Inline[] {
  const parts: Inline[] = [];
  let at = 0;
  for (const match of line.matchAll(link)) {
    const text = trimEnd(match[0]);
    if (text.length < 5) continue;
    if (match.index > at) parts.push({ kind: 'text', text: line.slice(at, match.index) });
    const href = /^https?:/i.test(text) ? text : /^www\./i.test(text) ? `https://${text}` : `mailto:${text}`;
    parts.push({ kind: 'link', text, href });
    at = match.index + text.length;
  }
  if (at < line.length || parts.length === 0) parts.push({ kind: 'text', text: line.slice(at) });
  return parts;
}

/** Quotes beyond this are shown as one: a reply to a reply for years must not nest without end. */
const maxDepth = 12;

function quoteDepth(line: string): [depth: number, rest: string] {
  const match = /^(?:> ?)+/.exec(line);
  if (!match) return [0, line];
  const depth = [...match[0]].filter((c) => c === '>').length;
  return [Math.min(depth, maxDepth), line.slice(match[0].length)];
}

function build(lines: readonly [number, string][], level: number): Block[] {
  const blocks: Block[] = [];
  for (let i = 0; i < lines.length; ) {
    const deeper = (lines[i]?.[0] ?? 0) > level;
    let end = i;
    while (end < lines.length && (lines[end]?.[0] ?? 0) > level === deeper) end += 1;
    const run = lines.slice(i, end);
    if (deeper) blocks.push({ kind: 'quote', depth: level + 1, blocks: build(run, level + 1), fold: false });
    else blocks.push({ kind: 'lines', lines: run.map(([, text]) => linkify(text)) });
    i = end;
  }
  return blocks;
}

/** Plain text as it should be shown: links, quotes by depth (the last is folded if text stands before it), signature. */
export function textBlocks(text: string): Block[] {
  const lines = text.replaceAll('\r\n', '\n').replace(/\s+$/, '').split('\n');
  const signatureAt = lines.lastIndexOf('-- ');
  const hasSignature = signatureAt > 0 && lines.length - signatureAt <= 12;
  const bodyLines = hasSignature ? lines.slice(0, signatureAt) : lines;
  while (bodyLines.at(-1)?.trim() === '') bodyLines.pop();
  const blocks = build(bodyLines.map(quoteDepth), 0);
  const last = blocks.at(-1);
  if (last?.kind === 'quote' && blocks.length > 1) last.fold = true;
  if (hasSignature) blocks.push({ kind: 'signature', lines: lines.slice(signatureAt + 1).map(linkify) });
  return blocks;
}
