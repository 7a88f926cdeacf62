import { Fragment, type ReactNode } from 'react';

/** A paraphrase with its code spans and stressed words, as the law page writes them. */
export function Inline({ text }: { text: string }): ReactNode {
  const pieces = text.split(/(`[^`]+`|\*\*[^*]+\*\*)/);
  return pieces.map((piece, i) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never change places
    if (piece.startsWith('`')) return <code key={i}>{piece.slice(1, -1)}</code>;
    // biome-ignore lint/suspicious/noArrayIndexKey: as above
    if (piece.startsWith('**')) return <strong key={i}>{piece.slice(2, -2)}</strong>;
    // biome-ignore lint/suspicious/noArrayIndexKey: as above
    return <Fragment key={i}>{piece}</Fragment>;
  });
}
