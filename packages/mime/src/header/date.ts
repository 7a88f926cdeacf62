/** Date and time of RFC 5322 §3.3 and §4.3, and the shapes that are no standard but met: asctime and ISO 8601. */

export interface ParsedDate {
  /** Milliseconds since the epoch. */
  date: number;
  /** Minutes east of UTC, as written. */
  offset: number;
}

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';
/** RFC 5322 §4.3; military zones and unknown names mean UTC without a place. */
const ZONES: Record<string, number> = {
  edt: -240,
  est: -300,
  cdt: -300,
  cst: -360,
  mdt: -360,
  mst: -420,
  pdt: -420,
  pst: -480,
  ict: 420,
};

const RFC =
  /^(?:[a-z]+\.?\s*,?\s*)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?,?[\s-]+(\d{2,5})\s+(\d{1,2})\s*[:.]\s*(\d{1,2})(?:\s*[:.]\s*(\d{1,2})(?:\.\d{1,9})?)?\s*(am|pm)?\s*(?:(?:utc|gmt)?([+-])(\d{2}):?(\d{2})|([a-z]{1,5}))?/i;
const ASCTIME =
  /^(?:[a-z]{3,9},?\s+)?([a-z]{3})[a-z]*\s+(\d{1,2}),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s+(?:([a-z]{1,5})\s+)?(\d{4})/i;
const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ]+(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)?\s*(?:([+-])(\d{2}):?(\d{2})|(z))?/i;
/** No date is longer; the rest is comment. */
const LONGEST = 200;

/** The time a Date value names; undefined when it can't be read or names no real day. */
export function parseDate(value: string): ParsedDate | undefined {
  let text = value.slice(0, LONGEST);
  if (text.includes('(')) text = text.replace(/\([^()]*\)/g, ' ');
  text = text.replace(/[\s\0]+/g, ' ').trim();
  let m = RFC.exec(text);
  if (m) {
    const year = fullYear(m[3]!);
    let hour = Number(m[4]);
    if (m[7]) hour = (hour % 12) + (m[7].toLowerCase() === 'pm' ? 12 : 0);
    return build(
      year,
      month(m[2]!),
      Number(m[1]),
      hour,
      Number(m[5]),
      Number(m[6] ?? 0),
      zone(m[8], m[9], m[10], m[11]),
    );
  }
  m = ASCTIME.exec(text);
  if (m) {
    const offset = zone(undefined, undefined, undefined, m[6]);
    return build(Number(m[7]), month(m[1]!), Number(m[2]), Number(m[3]), Number(m[4]), Number(m[5] ?? 0), offset);
  }
  m = ISO.exec(text);
  if (m) {
    const offset = zone(m[7], m[8], m[9], m[10]);
    return build(
      Number(m[1]),
      Number(m[2]) - 1,
      Number(m[3]),
      Number(m[4] ?? 0),
      Number(m[5] ?? 0),
      Number(m[6] ?? 0),
      offset,
    );
  }
  return undefined;
}

function month(name: string): number {
  const at = MONTHS.indexOf(name.toLowerCase());
  return at % 3 === 0 ? at / 3 : -1;
}

/** RFC 5322 §4.3: two digits are 1950–2049, three count from 1900. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 2) return year < 50 ? 2000 + year : 1900 + year;
  return digits.length === 3 ? 1900 + year : year;
}

function zone(sign?: string, hours?: string, minutes?: string, name?: string): number {
  if (sign) {
    const offset = Number(hours) * 60 + Number(minutes);
    return offset === 0 || offset >= 1440 ? 0 : sign === '-' ? -offset : offset;
  }
  return name ? (ZONES[name.toLowerCase()] ?? 0) : 0;
}

function build(
  year: number,
  monthIndex: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  offset: number,
): ParsedDate | undefined {
  // 60 is a leap second.
  if (monthIndex < 0 || monthIndex > 11 || hour > 24 || minute > 59 || second > 60) return undefined;
  if (year < 1900 || year > 9999) return undefined;
  const midnight = Date.UTC(year, monthIndex, day);
  if (day < 1 || new Date(midnight).getUTCDate() !== day) return undefined;
  return { date: midnight + ((hour * 60 + minute - offset) * 60 + second) * 1000, offset };
}
