/** JMAP's UTCDate (RFC 8620 §1.4): no fraction of a second when it is zero. */
export function utcDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}

/** JMAP's Date: local time with its distance from UTC, in minutes east. */
export function formatDate(milliseconds: number, offset: number): string {
  if (offset === 0) return utcDate(milliseconds);
  const local = new Date(milliseconds + offset * 60_000).toISOString().replace(/(\.\d+)?Z$/, '');
  const minutes = Math.abs(offset);
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/**
 * Reads JMAP's Date (RFC 8620 §1.4, RFC 3339). Undefined when it isn't one.
 */
export function parseJmapDate(value: string): { time: number; offset: number } | undefined {
  const match = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|([+-])(\d\d):(\d\d))$/.exec(value);
  if (!match) return undefined;
  const time = Date.parse(value);
  if (Number.isNaN(time)) return undefined;
  const offset = match[1] ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : 0;
  return { time, offset };
}
