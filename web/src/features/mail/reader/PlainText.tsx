import { type MouseEvent, type ReactNode, useMemo } from 'react';
import type { Id } from '../../../api/jmap/types.ts';
import { t } from '../../../app/i18n/index.ts';
import { openComposer } from '../compose/open.ts';
import styles from './MessageBody.module.css';
import { parseMailto } from './mailto.ts';
import { type Block, type Inline, textBlocks } from './textBlocks.ts';

function Lines({ lines, accountId }: { lines: Inline[][]; accountId: Id }): ReactNode {
  const write = (event: MouseEvent, href: string) => {
    event.preventDefault();
    openComposer({ kind: 'new', accountId, ...parseMailto(href) });
  };
  return lines.map((line, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a message never move
    <span key={i}>
      {i > 0 && '\n'}
      {line.map((part, j) =>
        part.kind === 'text' ? (
          part.text
        ) : (
          <a
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            key={j}
            href={part.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            onClick={part.href.startsWith('mailto:') ? (event) => write(event, part.href) : undefined}
          >
            {part.text}
          </a>
        ),
      )}
    </span>
  ));
}

function Blocks({ blocks, accountId }: { blocks: Block[]; accountId: Id }): ReactNode {
  return blocks.map((block, i) => {
    // biome-ignore-start lint/suspicious/noArrayIndexKey: the blocks of a message never move
    if (block.kind === 'lines') {
      return (
        <div key={i}>
          <Lines lines={block.lines} accountId={accountId} />
        </div>
      );
    }
    if (block.kind === 'signature') {
      return (
        <div key={i} className={styles.signature}>
          <Lines lines={block.lines} accountId={accountId} />
        </div>
      );
    }
    const quote = (
      <blockquote key={i} className={styles.quote}>
        <Blocks blocks={block.blocks} accountId={accountId} />
      </blockquote>
    );
    if (!block.fold) return quote;
    return (
      <details key={i} className={styles.fold}>
        <summary aria-label={t('read.quoted')} title={t('read.quoted')}>
          •••
        </summary>
        {quote}
      </details>
    );
    // biome-ignore-end lint/suspicious/noArrayIndexKey: as above
  });
}

/** Plain text needs no frame: it is drawn as text. */
export function PlainText({ text, accountId }: { text: string; accountId: Id }): ReactNode {
  const blocks = useMemo(() => textBlocks(text), [text]);
  return (
    <div className={styles.plain}>
      <Blocks blocks={blocks} accountId={accountId} />
    </div>
  );
}
