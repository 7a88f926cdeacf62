import { type ReactNode, useLayoutEffect, useMemo, useRef } from 'react';
import { blobUrl } from '../../../api/blobUrls.ts';
import type { BodyPart, Id } from '../../../api/jmap/types.ts';
import { t } from '../../../app/i18n/index.ts';
import { openComposer } from '../compose/open.ts';
import { bareCid } from './bodies.ts';
import { frameDocument } from './frameDocument.ts';
import styles from './MessageBody.module.css';
import { parseMailto } from './mailto.ts';

interface Props {
  accountId: Id;
  /** Sanitised. */
  html: string;
  images: boolean;
  inline: ReadonlyMap<string, BodyPart>;
}

/**
 * Mail HTML in a frame that runs no script and opens nothing by itself. It shares the page's origin only so that the page
 * can measure it and fill in the message's own pictures.
 */
export function HtmlFrame({ accountId, html, images, inline }: Props): ReactNode {
  const frame = useRef<HTMLIFrameElement>(null);
  const source = useMemo(() => frameDocument(html, images), [html, images]);

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    let observer: ResizeObserver | undefined;
    const ready = () => {
      const document = element.contentDocument;
      if (!document?.body) return;
      const fit = () => {
        element.style.height = `${Math.ceil(document.body.getBoundingClientRect().height)}px`;
      };
      fit();
      observer?.disconnect();
      observer = new ResizeObserver(fit);
      observer.observe(document.body);
      fillPictures(document, accountId, inline);
      document.addEventListener('click', (event) => onClick(event, accountId));
      document.addEventListener('keydown', passKey);
    };
    element.addEventListener('load', ready);
    element.srcdoc = source;
    return () => {
      element.removeEventListener('load', ready);
      observer?.disconnect();
    };
  }, [source, accountId, inline]);

  return (
    <iframe
      ref={frame}
      className={styles.frame}
      title={t('read.label')}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      data-testid="mail-frame"
    />
  );
}

function fillPictures(document: Document, accountId: Id, inline: Props['inline']): void {
  for (const image of document.querySelectorAll<HTMLImageElement>('img[data-cid]')) {
    const part = inline.get(bareCid(image.dataset.cid ?? ''));
    if (!part?.blobId || !part.type.startsWith('image/') || part.type.includes('svg')) continue;
    void blobUrl(accountId, part.blobId, part.name ?? '', part.type).then(
      (url) => {
        image.src = url;
      },
      () => {},
    );
  }
}

/** Addresses in the message open a new message here, not in another program. */
function onClick(event: MouseEvent, accountId: Id): void {
  const link = (event.target as Element | null)?.closest?.('a[href]');
  const href = link?.getAttribute('href') ?? '';
  if (!/^mailto:/i.test(href)) return;
  event.preventDefault();
  openComposer({ kind: 'new', accountId, ...parseMailto(href) });
}

/** Keys pressed inside the frame are the page's shortcuts too. */
function passKey(event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const copy = new KeyboardEvent('keydown', {
    key,
    ctrlKey,
    metaKey,
    altKey,
    shiftKey,
    bubbles: true,
    cancelable: true,
  });
  if (!window.dispatchEvent(copy)) event.preventDefault();
}
