/** What mail HTML may ask for. Free of the DOM, so that it can be tested as it stands. */

/** Elements that a message has no use for: they run, send, embed, or claim the page's looks. */
export const forbiddenTags = [
  'audio',
  'base',
  'button',
  'dialog',
  'embed',
  'form',
  'frame',
  'frameset',
  'iframe',
  'input',
  'link',
  'math',
  'meta',
  'noscript',
  'object',
  'option',
  'portal',
  'script',
  'select',
  'source',
  'svg',
  'template',
  'textarea',
  'title',
  'track',
  'video',
] as const;

export const forbiddenAttributes = [
  'action',
  'formaction',
  'srcset',
  'ping',
  'poster',
  'autofocus',
  'contenteditable',
  'tabindex',
] as const;

/**
 * Values that DOMPurify lets stand: a known scheme, or none. It asks this of nearly every attribute, so that a pattern
 * of schemes alone would drop `width` and `colspan`. `cid:` and remote pictures are judged afterwards.
 */
export const attributeValue = /^(?:(?:https?|mailto|tel|cid):|data:image\/|[^a-z]|[a-z+.-]+(?:[^a-z+.:-]|$))/i;

const linkSchemes = /^(?:https?:|mailto:|tel:|#)/i;
const pictureData = /^data:image\/(?:png|jpe?g|gif|webp|bmp|avif);base64,/i;

/** Browsers skip control characters and spaces within a URL's beginning. */
const compact = (url: string) => url.replace(/[\u0000-\u0020\u00a0\u200b-\u200f\u2028\u2029\ufeff]/g, '');

export function isLinkAllowed(url: string): boolean {
  return linkSchemes.test(compact(url));
}

export type PictureSource = { kind: 'inline'; cid: string } | { kind: 'data' } | { kind: 'remote' } | { kind: 'none' };

export function pictureSource(url: string): PictureSource {
  const clean = compact(url);
  if (/^cid:/i.test(clean)) return { kind: 'inline', cid: decodeCid(clean.slice(4)) };
  if (pictureData.test(clean)) return { kind: 'data' };
  // `//host/x` has the scheme of the page.
  if (/^(?:https?:)?\/\//i.test(clean)) return { kind: 'remote' };
  return { kind: 'none' };
}

/** Over TLS, or not at all: whoever listens on the way must not learn what is read. A browser does the same on an https page. */
export function overTls(url: string): string {
  return compact(url).replace(/^(?:http:)?\/\//i, 'https://');
}

function decodeCid(cid: string): string {
  try {
    return decodeURIComponent(cid);
  } catch {
    return cid;
  }
}

const cssUrl = /url\(\s*(?:"[^"]*"|'[^']*'|[^)]*)\s*\)/gi;

/** Whether a style asks for something over the network (a picture, a font, another sheet). */
export function styleIsRemote(css: string): boolean {
  const plain = decodeCss(css);
  return (
    /@import/i.test(plain) ||
    [...plain.matchAll(cssUrl)].some(([url]) => !/^url\(\s*["']?\s*(?:data:|cid:|#)/i.test(url))
  );
}

/** The style without what loads: every `url()` but data, and every `@import`. Escapes are written out first. */
export function localStyle(css: string): string {
  return decodeCss(css)
    .replace(/@import[^;]*;?/gi, '')
    .replace(cssUrl, (url) => (/^url\(\s*["']?\s*data:image\//i.test(url) ? url : 'none'));
}

/** `\75rl(` is `url(`, and comments may stand inside: neither may hide a load. */
function decodeCss(css: string): string {
  return css.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, '').replace(/\\([0-9a-f]{1,6})[ \t\r\n\f]?/gi, (_, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
  });
}

/** The frame's own policy: no script, no connection, no form; pictures from outside only if allowed. */
export function framePolicy(images: boolean): string {
  const pictures = images ? 'data: blob: https: http:' : 'data: blob:';
  return `default-src 'none'; img-src ${pictures}; style-src 'unsafe-inline'; font-src 'self'; base-uri 'none'; form-action 'none'`;
}
