import { isAddress } from './addresses.ts';

/** What a typed link leads to: a web page or a mail address; null if it is neither. */
export function linkAddress(typed: string): string | null {
  const text = typed.trim();
  if (isAddress(text)) return `mailto:${text}`;
  if (/^mailto:/i.test(text)) return isAddress(text.slice('mailto:'.length)) ? text : null;
  const address = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]*:\d/.test(text) ? text : `https://${text}`;
  try {
    const url = new URL(address);
    return /^https?:$/.test(url.protocol) && url.hostname.includes('.') ? address : null;
  } catch {
    return null;
  }
}
