const DAY_MS = 24 * 60 * 60 * 1000;
/** The first and the last moment that both `Date` and PostgreSQL write with a year of four digits. */
const FIRST = Date.parse("0001-01-01T00:00:00.000Z");
const LAST = Date.parse("9999-12-31T23:59:59.999Z");

/** Milliseconds since the epoch at which a `date_from` begins. */
export function fromDate(date: string | undefined): number | undefined {
  return date === undefined ? undefined : withinYears(Date.parse(date));
}

/** Milliseconds since the epoch just after a `date_to`: a bare date means that whole day. */
export function untilDate(date: string | undefined): number | undefined {
  return date === undefined ? undefined : withinYears(Date.parse(date) + (date.length === 10 ? DAY_MS : 1));
}

/** Nothing happens before or after these years, so a list asked about more of time is asked about all of it. */
function withinYears(ms: number): number {
  return Math.min(Math.max(ms, FIRST), LAST);
}
