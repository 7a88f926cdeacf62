/** The same database, on connections whose commits don't wait for the disk: see `ContentStore`. */
export function lazyUrl(url: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}options=${encodeURIComponent('-c synchronous_commit=off')}`;
}
