/** One day of a time zone; `start` is its first moment, in milliseconds since the epoch. */
export interface Day {
  /** `2026-03-29`. */
  date: string;
  start: number;
}

const DAY_MS = 86_400_000;
/** No zone is further from UTC than 14 h; a change of its clocks adds at most a little. */
const OFFSET_MAX_MS = 16 * 3_600_000;
/** Names of the tz database; no bare offsets, whose sign means different things in different places. */
const ZONE_NAME = /^[A-Za-z][\w+-]*(\/[\w+-]+)*$/;

/** Whether this names a time zone of the tz database, `Europe/Berlin` for example. */
export function isZone(name: string): boolean {
  if (!ZONE_NAME.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The last `count` days of a zone, in order, the last one being that of `now`. Days have 23 to 25 hours where clocks change. */
export function lastDays(count: number, now: number, zone: string): Day[] {
  const dateAt = dateReader(zone);
  return daysFrom(dayAfter(dateAt(now), 1 - count), count, zone);
}

/** `count` days of a zone, in order, the first one being `date`. */
export function daysFrom(date: string, count: number, zone: string): Day[] {
  const dateAt = dateReader(zone);
  return Array.from({ length: count }, (_, n) => {
    const one = dayAfter(date, n);
    return { date: one, start: startOf(one, Date.parse(one), dateAt) };
  });
}

/** The first moment of a day (`2026-03-29`) in a zone. */
export function startOfDay(date: string, zone: string): number {
  return startOf(date, Date.parse(date), dateReader(zone));
}

/** The date `count` days after another one, or before it. */
export function dayAfter(date: string, count: number): string {
  return new Date(Date.parse(date) + count * DAY_MS).toISOString().slice(0, 10);
}

/** The Monday of the week that a date lies in (ISO 8601). */
export function mondayOf(date: string): string {
  return dayAfter(date, -((new Date(date).getUTCDay() + 6) % 7));
}

/** The date of a moment in a zone. */
export function dateIn(at: number, zone: string): string {
  return dateReader(zone)(at);
}

/** The first moment of a date: looked for, as there are days without a midnight. */
function startOf(date: string, midnightUtc: number, dateAt: (at: number) => string): number {
  let [before, start] = [midnightUtc - OFFSET_MAX_MS, midnightUtc + OFFSET_MAX_MS];
  // Zones change their clocks at whole seconds, and their offsets are whole seconds.
  while (start - before > 1_000) {
    const middle = Math.floor((before + start) / 2_000) * 1_000;
    if (dateAt(middle) < date) before = middle;
    else start = middle;
  }
  return start;
}

function dateReader(zone: string): (at: number) => string {
  if (zone === "UTC") return (at) => new Date(at).toISOString().slice(0, 10);
  const format = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return `${parts.year}-${parts.month}-${parts.day}`;
  };
}
