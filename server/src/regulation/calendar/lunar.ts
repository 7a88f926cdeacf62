/**
 * The Vietnamese lunar calendar: months begin on the day of the new moon in Việt Nam (UTC+7), the month in which the sun
 * reaches its southernmost point is the eleventh. The Chinese one, counted for UTC+8, differs in some years (Tết of 1985,
 * 2007, 2030). New moon and sun's longitude by J. Meeus, Astronomical Algorithms, in the short form usual for this
 * calendar; right to the day from 1800 to 2199.
 */
const OFFSET = 7 / 24;
/** Days between new moons, and the Julian day of the first one after 1 January 1900. */
const SYNODIC = 29.530588853;
const FIRST_NEW_MOON = 2415021.076998695;
const EPOCH = 2440588;
const sin = (degrees: number) => Math.sin((degrees * Math.PI) / 180);

/** The day on which month and day of a lunar year fall; of a month that comes twice, the first. */
export function fromLunar(year: number, month: number, day: number): Temporal.PlainDate {
  const before = month < 11 ? eleventhMonth(year - 1) : eleventhMonth(year);
  const after = month < 11 ? eleventhMonth(year) : eleventhMonth(year + 1);
  const k = Math.floor(0.5 + (before - FIRST_NEW_MOON) / SYNODIC);
  let offset = (month - 11 + 12) % 12;
  if (after - before > 365 && offset >= leapOffset(before)) offset += 1;
  const julian = newMoon(k + offset) + day - 1;
  return Temporal.PlainDate.from('1970-01-01').add({ days: julian - EPOCH });
}

/** The Julian day, in Việt Nam, of the k-th new moon after that of 1 January 1900. */
function newMoon(k: number): number {
  const t = k / 1236.85;
  const mean = 2415020.75933 + 29.53058868 * k + (0.0001178 - 0.000000155 * t) * t * t;
  const sun = 359.2242 + 29.10535608 * k - (0.0000333 + 0.00000347 * t) * t * t;
  const moon = 306.0253 + 385.81691806 * k + (0.0107306 + 0.00001236 * t) * t * t;
  const node = 21.2964 + 390.67050646 * k - (0.0016528 + 0.00000239 * t) * t * t;
  const correction =
    0.00033 * sin(166.56 + 132.87 * t - 0.009173 * t * t) +
    (0.1734 - 0.000393 * t) * sin(sun) +
    0.0021 * sin(2 * sun) -
    0.4068 * sin(moon) +
    0.0161 * sin(2 * moon) -
    0.0004 * sin(3 * moon) +
    0.0104 * sin(2 * node) -
    0.0051 * sin(sun + moon) -
    0.0074 * sin(sun - moon) +
    0.0004 * sin(2 * node + sun) -
    0.0004 * sin(2 * node - sun) -
    0.0006 * sin(2 * node + moon) +
    0.001 * sin(2 * node - moon) +
    0.0005 * sin(2 * moon + sun);
  const slowing = -0.000278 + (0.000265 + 0.000262 * t) * t;
  return Math.floor(mean + correction - slowing + 0.5 + OFFSET);
}

/** Which twelfth of its way the sun is in at the beginning of a day in Việt Nam: 0 from the spring equinox, 9 from the winter solstice. */
function sunTwelfth(julianDay: number): number {
  const t = (julianDay - 2451545.5 - OFFSET) / 36525;
  const anomaly = 357.5291 + 35999.0503 * t - (0.0001559 + 0.00000048 * t) * t * t;
  const longitude =
    280.46645 +
    (36000.76983 + 0.0003032 * t) * t +
    (1.9146 - (0.004817 + 0.000014 * t) * t) * sin(anomaly) +
    (0.019993 - 0.000101 * t) * sin(2 * anomaly) +
    0.00029 * sin(3 * anomaly);
  return Math.floor((((longitude % 360) + 360) % 360) / 30);
}

/** The Julian day on which the eleventh month of a year begins. */
function eleventhMonth(year: number): number {
  const lastDay = Temporal.PlainDate.from({ year, month: 12, day: 31 }).since('1970-01-01').days + EPOCH;
  const k = Math.floor((lastDay - 2415021) / SYNODIC);
  const begins = newMoon(k);
  return sunTwelfth(begins) >= 9 ? newMoon(k - 1) : begins;
}

/** How many months after an eleventh month the leap month comes: the first in which the sun enters no new twelfth. */
function leapOffset(eleventh: number): number {
  const k = Math.floor((eleventh - FIRST_NEW_MOON) / SYNODIC + 0.5);
  for (let i = 1; i < 14; i++) {
    if (sunTwelfth(newMoon(k + i)) === sunTwelfth(newMoon(k + i + 1))) return i;
  }
  return 13;
}
