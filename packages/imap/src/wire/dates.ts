/** The dates of the IMAP grammar (RFC 9051 §9: date, date-time). */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY = 86_400_000;

const DATE = /^(\d{1,2})-([A-Za-z]{3})-(\d{4})$/;
const DATE_TIME = /^([ \d]\d)-([A-Za-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/;

function dayNumber(day: string, month: string, year: string): number | undefined {
  const m = MONTHS.findIndex((name) => name.toLowerCase() === month.toLowerCase());
  const d = Number(day);
  if (m < 0 || d < 1) return undefined;
  const at = new Date(0);
  at.setUTCFullYear(Number(year), m, d);
  return at.getUTCDate() === d ? at.getTime() / DAY : undefined;
}

/** `1-Feb-1994` as days since the epoch. */
export function parseDate(text: string): number | undefined {
  const match = DATE.exec(text);
  return match === null ? undefined : dayNumber(match[1]!, match[2]!, match[3]!);
}

/** Days since the epoch as `YYYY-MM-DD`. */
export function isoDay(day: number): string {
  return new Date(day * DAY).toISOString().replace(/T.*/, '');
}

/** `17-Jul-1996 02:44:25 -0700`, the day padded with a space, as milliseconds since the epoch. */
export function parseDateTime(text: string): number | undefined {
  const match = DATE_TIME.exec(text);
  if (match === null) return undefined;
  const [, d, mon, y, h, min, s, sign, zh, zm] = match as unknown as string[];
  const day = dayNumber(d!.trim(), mon!, y!);
  if (day === undefined || Number(h) > 23 || Number(min) > 59 || Number(s) > 60 || Number(zm) > 59) return undefined;
  const zone = (sign === '-' ? -1 : 1) * (Number(zh) * 60 + Number(zm));
  return day * DAY + ((Number(h) * 60 + Number(min) - zone) * 60 + Number(s)) * 1000;
}

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`);

/** Writes times in one zone. Most messages of a mailbox share few days, whose text is kept. */
export class DateTimeFormat {
  readonly #offset: number;
  readonly #suffix: string;
  readonly #days = new Map<number, string>();

  /** `offset`: minutes east of UTC. */
  constructor(offset = 0) {
    const size = Math.abs(offset);
    this.#offset = offset * 60_000;
    this.#suffix = ` ${offset < 0 ? '-' : '+'}${two(Math.trunc(size / 60))}${two(size % 60)}"`;
  }

  /** Quoted date-time of milliseconds since the epoch. */
  quoted(ms: number): string {
    const local = Math.floor((Number.isFinite(ms) ? Math.max(-62e12, Math.min(ms, 253e12)) : 0) + this.#offset);
    const day = Math.floor(local / DAY);
    let text = this.#days.get(day);
    if (text === undefined) {
      const date = new Date(day * DAY);
      const year = `${date.getUTCFullYear()}`.padStart(4, '0');
      text = `"${`${date.getUTCDate()}`.padStart(2, ' ')}-${MONTHS[date.getUTCMonth()]}-${year} `;
      if (this.#days.size >= 4096) this.#days.clear();
      this.#days.set(day, text);
    }
    const second = Math.floor((local - day * DAY) / 1000);
    const minute = Math.floor(second / 60);
    const hour = Math.floor(minute / 60);
    return `${text}${two(hour)}:${two(minute - hour * 60)}:${two(second - minute * 60)}${this.#suffix}`;
  }
}
