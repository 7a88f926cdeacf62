/**
 * Settings of the store's own connections. The few statements they run are planned once: planning the delivery of a
 * message takes longer than delivering it.
 */
const planOnce = '-c plan_cache_mode=force_generic_plan';

const withOptions = (url: string, options: string): string =>
  `${url}${url.includes('?') ? '&' : '?'}options=${encodeURIComponent(options)}`;

/** For what every delivery and every IMAP command needs. */
export const hotUrl = (url: string): string => withOptions(url, planOnce);

/** The same, with commits that don't wait for the disk: see `ContentStore`. */
export const lazyUrl = (url: string): string => withOptions(url, `${planOnce} -c synchronous_commit=off`);
