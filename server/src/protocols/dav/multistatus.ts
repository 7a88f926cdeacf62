import { declarations, escapeXml, qualified } from './xml/names.ts';

/** The value of a property: XML that is written already. Null: the resource has no such property. */
export type Value = string | null;

export interface Response {
  href: string;
  /** Of the whole; then there are no properties. */
  status?: number;
  properties?: [name: string, value: Value][];
}

/** What an answer says on the way out, beside responses. */
export interface Closing {
  syncToken?: string;
}

const reasons: Record<number, string> = { 200: 'OK', 403: 'Forbidden', 404: 'Not Found', 507: 'Insufficient Storage' };
const statusLine = (status: number) => `<D:status>HTTP/1.1 ${status} ${reasons[status] ?? ''}</D:status>`;

/** An element with text, or empty. */
export function element(name: string, inner = ''): string {
  const { tag, declare } = qualified(name);
  return inner === '' ? `<${tag}${declare}/>` : `<${tag}${declare}>${inner}</${tag}>`;
}

export const text = (value: string): string => escapeXml(value);
export const href = (path: string): string => element('{DAV:}href', escapeXml(path));

/** RFC 4918 §14.24. `minimal` leaves out what is not there (RFC 8144 §2.1). */
export function writeResponse({ href: path, status, properties }: Response, minimal: boolean): string {
  if (status !== undefined) return `<D:response>${href(path)}${statusLine(status)}</D:response>`;
  const found = (properties ?? []).filter(([, value]) => value !== null);
  const missing = (properties ?? []).filter(([, value]) => value === null);
  const propstat = (list: [string, Value][], code: number) =>
    `<D:propstat><D:prop>${list.map(([name, value]) => element(name, value ?? '')).join('')}</D:prop>${statusLine(code)}</D:propstat>`;
  const parts = [];
  // A response holds one propstat at least.
  if (found.length > 0 || missing.length === 0 || minimal) parts.push(propstat(found, 200));
  if (missing.length > 0 && !minimal) parts.push(propstat(missing, 404));
  return `<D:response>${href(path)}${parts.join('')}</D:response>`;
}

/** The whole answer piece by piece: an address book may be larger than memory should hold. */
export async function* multistatus(
  responses: AsyncIterable<Response | Closing> | Iterable<Response | Closing>,
  minimal: boolean,
): AsyncGenerator<string> {
  yield `<?xml version="1.0" encoding="utf-8"?>\n<D:multistatus${declarations}>`;
  let gathered = '';
  for await (const one of responses) {
    gathered += 'href' in one ? writeResponse(one, minimal) : closing(one);
    if (gathered.length < 32_768) continue;
    yield gathered;
    gathered = '';
  }
  yield `${gathered}</D:multistatus>`;
}

const closing = ({ syncToken }: Closing): string =>
  syncToken === undefined ? '' : element('{DAV:}sync-token', escapeXml(syncToken));

/** RFC 4918 §16. */
export function errorBody(condition: string, message: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n<D:error${declarations}>${element(condition)}<!-- ${message.replace(/-{2,}/g, '-').replace(/>/g, '')} --></D:error>`;
}
