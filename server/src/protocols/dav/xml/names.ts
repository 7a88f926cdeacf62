/** Names of elements, in Clark notation: `{DAV:}prop`. */
export const DAV = 'DAV:';
export const CARDDAV = 'urn:ietf:params:xml:ns:carddav';
/** Apple's, for the one property that old clients look for changes by. */
export const CALENDARSERVER = 'http://calendarserver.org/ns/';

export const dav = (local: string): string => `{${DAV}}${local}`;
export const carddav = (local: string): string => `{${CARDDAV}}${local}`;
export const calendarserver = (local: string): string => `{${CALENDARSERVER}}${local}`;

const prefixes: Record<string, string> = { [DAV]: 'D', [CARDDAV]: 'C', [CALENDARSERVER]: 'CS' };

/** The declarations that `qualified` relies on. */
export const declarations = Object.entries(prefixes)
  .map(([uri, prefix]) => ` xmlns:${prefix}="${uri}"`)
  .join('');

/** How a name is written, and what must be declared with it when its namespace is none of ours. */
export function qualified(name: string): { tag: string; declare: string } {
  const [, uri = '', local = name] = /^\{(.*)\}(.*)$/.exec(name) ?? [];
  const prefix = prefixes[uri];
  if (prefix) return { tag: `${prefix}:${local}`, declare: '' };
  return uri === ''
    ? { tag: local, declare: ' xmlns=""' }
    : { tag: `x:${local}`, declare: ` xmlns:x="${escapeXml(uri)}"` };
}

export function escapeXml(text: string): string {
  return (
    text
      .replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!)
      .replace(/\r/g, '&#13;')
      // XML 1.0 has no place for these at all.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
  );
}
