import type { Context } from "hono";
import * as v from "valibot";
import type { FieldError } from "../realtime/core/outcome.ts";
import { JSON_PROBLEM_TEXT, parseSafeJson } from "../realtime/core/safe_json.ts";
import { type Body, type BodyLimits, readBodyText } from "./body_text.ts";
import { problem } from "./problem.ts";

/**
 * Reads a JSON body of a known shape. What is refused comes with its response: 415 another type, 413 too large, 408 too
 * slow, 400 not JSON, 422 another shape.
 */
export async function readJson<S extends v.GenericSchema>(
  c: Context,
  schema: S,
  limits: BodyLimits = {},
): Promise<Body<v.InferOutput<S>>> {
  const text = await readBodyText(c, "application/json", limits);
  if (!text.ok) return text;
  const json = parseSafeJson(text.value);
  if (!json.ok) {
    const status = json.problem === "not_json" ? 400 : 422;
    return { ok: false, response: problem(status, "bad_request", JSON_PROBLEM_TEXT[json.problem]) };
  }
  return checkShape(schema, json.value);
}

/** Checks parsed input, a query for example, against a schema: its value, or a 422 that lists every wrong field. */
export function checkShape<S extends v.GenericSchema>(schema: S, input: unknown): Body<v.InferOutput<S>> {
  const result = v.safeParse(schema, input);
  if (result.success) return { ok: true, value: result.output };
  const response = problem(422, "bad_request", "The request has the wrong shape.", {
    errors: result.issues.map(fieldError),
  });
  return { ok: false, response };
}

/** Says what was expected; what was received may be a secret and is left out. */
function fieldError(issue: v.BaseIssue<unknown>): FieldError {
  return {
    path: v.getDotPath(issue) ?? "",
    message: issue.expected ? `Expected ${issue.expected}` : issue.message,
  };
}
