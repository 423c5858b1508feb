import type { Context } from "hono";
import { isCleanText, JSON_PROBLEM_TEXT } from "../realtime/core/safe_json.ts";
import { type Body, readBodyText } from "./body_text.ts";
import { problem } from "./problem.ts";

const FORM_TYPE = "application/x-www-form-urlencoded";

/** The fields of a form. */
export type FormFields = Partial<Record<string, string>>;

/** Reads the fields of a posted form; of a name that comes twice the last counts. */
export async function readForm(c: Context): Promise<Body<FormFields>> {
  const body = await readBodyText(c, FORM_TYPE);
  if (!body.ok) return body;
  const fields = Object.fromEntries(new URLSearchParams(body.value));
  return Object.values(fields).every(isCleanText)
    ? { ok: true, value: fields }
    : { ok: false, response: problem(422, "bad_request", JSON_PROBLEM_TEXT.bad_text) };
}
