export const cookieName = 'congvu_session';

/** The session cookie's value (RFC 6265 §5.4). */
export function readCookie(header: string | undefined): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === cookieName && value) return value;
  }
  return undefined;
}

/**
 * `Set-Cookie` for a token, or, without one, what removes the cookie. It lasts as long as the browser's session or the
 * server's, whichever ends first. Lax: links from a mail open the page signed in, forms of other sites don't act.
 */
export function sessionCookie(token: string | undefined, secure: boolean): string {
  const parts = [`${cookieName}=${token ?? ''}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
  if (token === undefined) parts.push('Max-Age=0');
  if (secure) parts.push('Secure');
  return parts.join('; ');
}

/** RFC 7617, credentials in UTF-8. */
export function readBasic(header: string | undefined): { user: string; password: string } | undefined {
  const match = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(header?.trim() ?? '');
  if (!match) return undefined;
  const text = Buffer.from(match[1]!, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  return { user: text.slice(0, colon), password: text.slice(colon + 1) };
}
