import { isDay } from "../realtime/core/api/lists.ts";

/** Days so near to the ends of the calendar that a week around them leaves it count as none. */
const DATE = /^(?!0000|9999)\d{4}-\d{2}-\d{2}$/;

/** A date out of a page's query, `2026-01-31`; anything that is none is null. */
export function dateOf(text: string | undefined): string | null {
  return text !== undefined && DATE.test(text) && isDay(text) ? text : null;
}
