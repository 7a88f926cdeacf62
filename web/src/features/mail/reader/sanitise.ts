import DOMPurify from 'dompurify';
import {
  attributeValue,
  forbiddenAttributes,
  forbiddenTags,
  isLinkAllowed,
  localStyle,
  overTls,
  pictureSource,
  styleIsRemote,
} from './policy.ts';

export interface CleanHtml {
  html: string;
  /** Pictures from outside were left out. */
  blocked: boolean;
  /** It has pictures from outside, shown or not. */
  remote: boolean;
}

const purify = DOMPurify(window);
/** The run at hand: DOMPurify's hooks take no argument of ours. */
let images = false;
let blocked = false;
let remote = false;

purify.addHook('uponSanitizeElement', (node) => {
  if (node.nodeName !== 'STYLE') return;
  const css = node.textContent ?? '';
  if (!styleIsRemote(css)) return;
  remote = true;
  if (images) return;
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
  if (style && styleIsRemote(style)) {
    remote = true;
    if (!images) {
      blocked = true;
      element.setAttribute('style', localStyle(style));
    }
  }
  for (const name of ['src', 'background']) judgePicture(element, name);
});

function judgePicture(element: Element, name: string): void {
  const url = element.getAttribute(name);
  if (url === null) return;
  const source = pictureSource(url);
  if (source.kind === 'remote') remote = true;
  if (source.kind === 'data') return;
  if (source.kind === 'remote' && images && name === 'src') {
    element.setAttribute(name, overTls(url));
    return;
  }
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
  ALLOWED_URI_REGEXP: attributeValue,
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
  remote = false;
  const body = purify.sanitize(html, config) as unknown as HTMLElement;
  if (options.foldLabel !== undefined) foldQuotes(body, options.foldLabel);
  return { html: body.innerHTML, blocked, remote };
}

const quoteMarks =
  'blockquote[type="cite"], .gmail_quote, .yahoo_quoted, #divRplyFwdMsg, .moz-cite-prefix + blockquote';

/** The earlier message that a reply carries is a click away; a message that is nothing but a quote stays open. */
function foldQuotes(body: HTMLElement, label: string): void {
  const quote = body.querySelector(quoteMarks) ?? closingQuote(body);
  if (!quote?.parentElement) return;
  const intro = quote.previousElementSibling;
  const introduced = intro !== null && quoteIntro.test(intro.textContent ?? '');
  const first = introduced ? intro : quote;
  if (textBetween(body, null, first).length < 2) return;
  const details = body.ownerDocument.createElement('details');
  const summary = body.ownerDocument.createElement('summary');
  summary.textContent = '•••';
  summary.setAttribute('aria-label', label);
  summary.title = label;
  first.replaceWith(details);
  details.append(summary, ...(introduced ? [first] : []), quote);
}

/** “On … wrote:”, in a line of its own. */
const quoteIntro = /^[\s\S]{4,300}:\s*$/;

/** A quotation that nothing follows, below a line that says whose it is: programs that mark it otherwise. */
function closingQuote(body: HTMLElement): Element | null {
  const last = [...body.querySelectorAll('blockquote')].find((q) => !q.parentElement?.closest('blockquote'));
  if (!last || textBetween(body, last, null) !== '') return null;
  return quoteIntro.test(last.previousElementSibling?.textContent ?? '') ? last : null;
}

function textBetween(body: HTMLElement, after: Element | null, before: Element | null): string {
  const range = body.ownerDocument.createRange();
  range.selectNodeContents(body);
  if (after) range.setStartAfter(after);
  if (before) range.setEndBefore(before);
  return range.toString().trim();
}
