import type { Context } from "hono";
import * as v from "valibot";
import { PER_PAGE_DEFAULT, PER_PAGE_MAX } from "../realtime/core/page.ts";
import type { Body } from "./body_text.ts";
import { checkShape } from "./json_body.ts";

/** A whole number written in a query. */
export function wholeNumber(min: number, max: number) {
  return v.pipe(v.string(), v.digits(), v.transform(Number), v.minValue(min), v.maxValue(max));
}

/** `page` and `per_page` of every list. */
export const pageQuery = {
  page: v.optional(wholeNumber(1, 1_000_000), "1"),
  per_page: v.optional(wholeNumber(1, PER_PAGE_MAX), String(PER_PAGE_DEFAULT)),
};

/** Reads the query by a schema; a wrong value is 422 and says where. */
export function readQuery<S extends v.GenericSchema>(c: Context, schema: S): Body<v.InferOutput<S>> {
  return checkShape(schema, c.req.query());
}
