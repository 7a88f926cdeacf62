import DOMPurify from 'dompurify';
import { attributeValue } from '../reader/policy.ts';

const purifier = DOMPurify();

// What is quoted goes out in our name: links open outside, and nothing is fetched but what the original showed.
purifier.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName === 'A') {
    node.setAttribute('target', '_blank');
    node.setAttribute('rel', 'noopener noreferrer');
  }
  if (node.tagName === 'IMG') {
    const src = node.getAttribute('src') ?? '';
    if (!/^(cid:|https?:|data:image\/(png|jpe?g|gif|webp);)/i.test(src)) node.remove();
  }
});

/** The body of an HTML message, without anything that runs, fetches style or pretends to be part of our page. */
export function sanitise(html: string): string {
  return purifier.sanitize(html, {
    USE_PROFILES: { html: true },
    FORBID_TAGS: [
      'style',
      'form',
      'input',
      'button',
      'select',
      'textarea',
      'video',
      'audio',
      'source',
      'picture',
      'dialog',
    ],
    FORBID_ATTR: ['class', 'id', 'name', 'srcset', 'background', 'autofocus', 'tabindex', 'contenteditable'],
    ALLOW_DATA_ATTR: false,
    ALLOWED_URI_REGEXP: attributeValue,
  });
}

/** Parts of a draft, if it is one of ours; otherwise all of it is its text. */
export function splitDraft(html: string, bodyClass: string, quoteClass: string): { body: string; quote: string } {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  const quote = body.querySelector(`:scope > .${quoteClass}`);
  const text = body.querySelector(`:scope > .${bodyClass}`);
  return {
    body: sanitise(text?.innerHTML ?? body.innerHTML),
    quote: quote && text ? sanitise(quote.innerHTML) : '',
  };
}
