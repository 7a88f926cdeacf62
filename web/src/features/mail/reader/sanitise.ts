import DOMPurify from 'dompurify';
import {
  forbiddenAttributes,
  forbiddenTags,
  isLinkAllowed,
  localStyle,
  pictureSource,
  styleIsRemote,
} from './policy.ts';

export interface CleanHtml {
  html: string;
  /** Pictures from outside were left out. */
  blocked: boolean;
}

const purify = DOMPurify(window);
/** The run at hand: DOMPurify's hooks take no argument of ours. */
let images = false;
let blocked = false;

purify.addHook('uponSanitizeElement', (node) => {
  if (node.nodeName !== 'STYLE' || images) return;
  const css = node.textContent ?? '';
  if (!styleIsRemote(css)) return;
  blocked = true;
  node.textContent = localStyle(css);
});

purify.addHook('afterSanitizeAttributes', (element) => {
  const href = element.getAttribute('href');
  if (href !== null) {
    if (isLinkAllowed(href)) {
      // A place within the message; everything else opens beside the mail.
      if (!href.startsWith('#')) element.setAttribute('target', '_blank');
      element.setAttribute('rel', 'noopener noreferrer nofollow');
    } else element.removeAttribute('href');
  }
  const style = element.getAttribute('style');
  if (style && !images && styleIsRemote(style)) {
    blocked = true;
    element.setAttribute('style', localStyle(style));
  }
  for (const name of ['src', 'background']) judgePicture(element, name);
});

function judgePicture(element: Element, name: string): void {
  const url = element.getAttribute(name);
  if (url === null) return;
  const source = pictureSource(url);
  if (source.kind === 'data' || (source.kind === 'remote' && images && name === 'src')) return;
  element.removeAttribute(name);
  if (source.kind === 'inline') element.setAttribute('data-cid', source.cid);
  if (source.kind !== 'remote') return;
  blocked = true;
  // A blocked picture keeps its place by its size, but not a tracker's single point.
  if (name === 'src') element.setAttribute('data-blocked', '');
}

const config = {
  USE_PROFILES: { html: true },
  FORBID_TAGS: [...forbiddenTags],
  FORBID_ATTR: [...forbiddenAttributes],
  ADD_TAGS: ['style', 'center', 'font'],
  ADD_ATTR: ['target', 'background', 'bgcolor'],
  // `cid:` and remote pictures are judged by the hook; DOMPurify's own filter would drop the first.
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|cid:|data:image\/|#|\/\/)/i,
  ALLOW_DATA_ATTR: false,
  FORCE_BODY: true,
  RETURN_DOM: true as const,
};

export interface SanitiseOptions {
  /** Let pictures from outside load. */
  images: boolean;
  /** Fold earlier messages under this label; without it they stay as they are. */
  foldLabel?: string;
}

/** Mail HTML made harmless: nothing that runs, sends or embeds; earlier messages folded. */
export function sanitise(html: string, options: SanitiseOptions): CleanHtml {
  images = options.images;
  blocked = false;
  const body = purify.sanitize(html, config) as unknown as HTMLElement;
  if (options.foldLabel !== undefined) foldQuotes(body, options.foldLabel);
  return { html: body.innerHTML, blocked };
}

const quoteMarks =
  'blockquote[type="cite"], .gmail_quote, .yahoo_quoted, #divRplyFwdMsg, .moz-cite-prefix + blockquote';

/** The earlier message that a reply carries is a click away; a message that is nothing but a quote stays open. */
function foldQuotes(body: HTMLElement, label: string): void {
  const quote = body.querySelector(quoteMarks);
  if (!quote?.parentElement) return;
  const before = body.ownerDocument.createRange();
  before.setStart(body, 0);
  before.setEndBefore(quote);
  if (before.toString().trim().length < 2) return;
  const details = body.ownerDocument.createElement('details');
  const summary = body.ownerDocument.createElement('summary');
  summary.textContent = '•••';
  summary.setAttribute('aria-label', label);
  summary.title = label;
  quote.replaceWith(details);
  details.append(summary, quote);
}
