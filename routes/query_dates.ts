const DAY_MS = 24 * 60 * 60 * 1000;

/** Milliseconds since the epoch at which a `date_from` begins. */
export function fromDate(date: string | undefined): number | undefined {
  return date === undefined ? undefined : Date.parse(date);
}

/** Milliseconds since the epoch just after a `date_to`: a bare date means that whole day. */
export function untilDate(date: string | undefined): number | undefined {
  return date === undefined ? undefined : Date.parse(date) + (date.length === 10 ? DAY_MS : 1);
}
