import type { Context } from "hono";
import type * as v from "valibot";
import type { Body } from "./body_text.ts";
import { checkShape, readJson } from "./json_body.ts";

/** Reads a JSON body that may be left out; no body counts as an empty object. */
export async function readOptionalJson<S extends v.GenericSchema>(
  c: Context,
  schema: S,
): Promise<Body<v.InferOutput<S>>> {
  const length = c.req.header("Content-Length");
  const isAbsent = c.req.raw.body === null || (length === "0");
  return isAbsent ? checkShape(schema, {}) : await readJson(c, schema);
}
