export interface SnippetPart {
  text: string;
  found: boolean;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'" };

function decode(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39|apos);/g, (_, name: string) => entities[name] ?? '');
}

/** A search snippet is HTML that holds nothing but `<mark>` and escaped text (RFC 8621 §5). Read as text, it can't run. */
export function snippetParts(html: string): SnippetPart[] {
  const parts: SnippetPart[] = [];
  let found = false;
  for (const piece of html.split(/(<\/?mark>)/)) {
    if (piece === '<mark>') found = true;
    else if (piece === '</mark>') found = false;
    else if (piece) parts.push({ text: decode(piece), found });
  }
  return parts;
}
