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
    const message = JSON_PROBLEM_TEXT[json.problem];
    if (json.problem === "not_json") return { ok: false, response: problem(400, "bad_request", message) };
    return { ok: false, response: wrongShape([{ path: json.path ?? "", message }]) };
  }
  // To a schema an array is an object too, and an empty one has no wrong field.
  if (Array.isArray(json.value)) {
    return { ok: false, response: wrongShape([{ path: "", message: "Expected Object" }]) };
  }
  return checkShape(schema, json.value);
}

/** Checks parsed input, a query for example, against a schema: its value, or a 422 that lists every wrong field. */
export function checkShape<S extends v.GenericSchema>(schema: S, input: unknown): Body<v.InferOutput<S>> {
  const result = v.safeParse(schema, input);
  if (result.success) return { ok: true, value: result.output };
  return { ok: false, response: wrongShape(result.issues.map(fieldError)) };
}

/** 422 with every wrong field. */
export function wrongShape(errors: FieldError[]): Response {
  return problem(422, "bad_request", "The request has the wrong shape.", { errors });
}

/** Says what was expected; what was received may be a secret and is left out. */
function fieldError(issue: v.BaseIssue<unknown>): FieldError {
  return {
    path: v.getDotPath(issue) ?? "",
    message: issue.expected ? `Expected ${issue.expected}` : issue.message,
  };
}
