import { type ReactNode, useId, useRef, useState } from 'react';
import { downloadUrl } from '../../../api/jmap/blobs.ts';
import { t } from '../../../app/i18n/index.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Icon } from '../../../ui/icons.tsx';
import type { Window } from './model.ts';
import styles from './QuoteView.module.css';
import { edit } from './state.ts';

const style = `html{font:14px/1.5 "Be Vietnam Pro","Segoe UI",system-ui,sans-serif;color:#465163}
body{margin:0;overflow-wrap:anywhere}p{margin:0 0 8px}img{max-width:100%;height:auto}table{max-width:100%}a{color:#1d4f91}
blockquote{margin-left:2px!important}`;

/** Nothing is fetched from other sites to show it. */
const policy = "default-src 'none'; img-src 'self' data: blob:; style-src 'unsafe-inline'";

/** What is quoted: folded up, as it will be sent; it can be looked at, dropped, or taken into the text. */
export function QuoteView({ window: w }: { window: Window }): ReactNode {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [height, setHeight] = useState(120);
  const frame = useRef<HTMLIFrameElement>(null);
  const label = t(open ? 'compose.quoteHide' : 'compose.quoteShow');
  const measure = () => {
    const document = frame.current?.contentDocument;
    if (document) setHeight(document.documentElement.scrollHeight + 2);
  };
  return (
    <div className={styles.quote} data-testid="compose-quote">
      <div className={styles.bar}>
        <button
          type="button"
          className={styles.marker}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
          data-testid="compose-quote-toggle"
        >
          <Icon name={open ? 'up' : 'more'} size={16} />
          {label}
        </button>
        <IconButton
          icon="pen"
          size={15}
          label={t('compose.quoteEdit')}
          onClick={() => edit(w.key, ({ body, quote }) => ({ body: `${body}${quote}`, quote: '' }))}
          testId="compose-quote-edit"
        />
        <IconButton
          icon="close"
          size={15}
          label={t('compose.quoteRemove')}
          onClick={() => edit(w.key, { quote: '' })}
          testId="compose-quote-remove"
        />
      </div>
      {open && (
        <iframe
          ref={frame}
          id={id}
          className={styles.frame}
          title={t('read.quoted')}
          sandbox="allow-same-origin"
          srcDoc={`<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><style>${style}</style>${shown(w)}`}
          style={{ height }}
          onLoad={measure}
        />
      )}
    </div>
  );
}

/** The quote with its own pictures where this page can fetch them. */
function shown({ quote, files }: Window): string {
  return quote.replace(/(["'])cid:([^"']+)\1/g, (whole, mark: string, cid: string) => {
    const file = files.find((f) => f.cid === cid);
    if (!file?.blobId) return whole;
    return `${mark}${downloadUrl(file.accountId, file.blobId, file.name, file.type).replaceAll('&', '&amp;')}${mark}`;
  });
}
