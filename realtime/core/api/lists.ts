import * as v from "valibot";
import * as f from "../fields.ts";
import { PER_PAGE_DEFAULT, PER_PAGE_MAX } from "../page.ts";

/** A whole number written in a query; documents show it as an integer. */
export function wholeNumber(min: number, max: number) {
  return v.pipe(
    v.string(),
    v.digits(),
    v.transform(Number),
    v.minValue(min),
    v.maxValue(max),
    v.metadata({ query: { type: "integer", minimum: min, maximum: max } }),
  );
}

/** An integer key written in a query. */
export const queryKey = wholeNumber(1, 2_147_483_647);

/** A day or a moment in a query: `2026-01-31`, or ISO 8601 UTC. */
export const queryDate = v.pipe(
  v.union([v.pipe(v.string(), v.isoDate()), f.time]),
  v.check(isDay, "Expected a day that exists"),
);

/** Whether the day that a date or time begins with exists: `Date` takes 30 February for 2 March. */
export function isDay(text: string): boolean {
  const day = text.slice(0, 10);
  const at = new Date(`${day}T00:00:00.000Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) && !Number.isNaN(Date.parse(text));
}

/** `page` and `per_page` of every list. */
export const pageQuery = {
  page: v.optional(wholeNumber(1, 1_000_000), "1"),
  per_page: v.optional(wholeNumber(1, PER_PAGE_MAX), String(PER_PAGE_DEFAULT)),
};

/** One page of a list as CONTRACT.md shows it, the items under their own plural. */
export function pageObject<N extends string, S extends v.GenericSchema>(plural: N, item: S) {
  const items = { [plural]: v.array(item) } as { [K in N]: v.ArraySchema<S, undefined> };
  return v.object({ ...items, total: f.count, pages: f.count, current_page: f.count });
}
