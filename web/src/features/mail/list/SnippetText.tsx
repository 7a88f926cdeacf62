import type { ReactNode } from 'react';
import { snippetParts } from './snippet.ts';

/** Found words marked, where the server has marked them. */
export function SnippetText({ marked, plain }: { marked: string | null | undefined; plain: string }): ReactNode {
  if (!marked) return plain;
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
  return snippetParts(marked).map(({ text, found }, i) => (found ? <mark key={i}>{text}</mark> : text));
}
