import { REALTIME_LIMITS } from "./realtime_limits.ts";

/** Deepest nesting of arrays and objects in anything that clients send. */
export const JSON_DEPTH_MAX = REALTIME_LIMITS.jsonDepth.most;

export type SafeJson = { ok: true; value: unknown } | {
  ok: false;
  problem: JsonProblem;
  /** Where the bad text stands, in dots. */
  path?: string;
};

/** `not_json` is a syntax error; the other two are JSON that nothing here accepts. */
export type JsonProblem = "not_json" | "too_deep" | "bad_text";

/** Longest text that is searched for escapes. */
const SEARCHED_LENGTH_MAX = 1_024;

/** What to tell whoever sent it. */
export const JSON_PROBLEM_TEXT: Record<JsonProblem, string> = {
  not_json: "This is not JSON.",
  too_deep: `JSON may be nested at most ${JSON_DEPTH_MAX} deep.`,
  bad_text: "Text may hold neither NUL nor half a surrogate pair.",
};

/**
 * Parses JSON from outside: nesting is limited before anything is built, and texts that Postgres would refuse (NUL,
 * lone surrogates), keys included, are refused here. The caller limits the length.
 */
export function parseSafeJson(text: string): SafeJson {
  if (mayBeTooDeep(text) && isTooDeep(text)) return { ok: false, problem: "too_deep" };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: "not_json" };
  }
  // A raw NUL is a syntax error inside JSON text, so without an escape only lone surrogates remain. A long text is mostly
  // a session description, and searching it among its escapes of line ends is slower than looking at its few values.
  const isSuspect = text.length > SEARCHED_LENGTH_MAX || text.includes("\\u") || !text.isWellFormed();
  const path = isSuspect ? badTextIn(value) : undefined;
  if (path) return { ok: false, problem: "bad_text", path: path.join(".") };
  return { ok: true, value };
}

/** Whether Postgres can store this text: no NUL and no lone surrogate. */
export function isCleanText(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

/** Whether enough arrays and objects begin in it. The engine searches a text much faster than a loop looks at it. */
function mayBeTooDeep(text: string): boolean {
  let left = JSON_DEPTH_MAX;
  for (const opening of ["{", "["] as const) {
    for (let at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at + 1)) {
      if (--left < 0) return true;
    }
  }
  return false;
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isInText) {
      if (code === 0x5c) at++;
      else if (code === 0x22) isInText = false;
    } else if (code === 0x22) isInText = true;
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > JSON_DEPTH_MAX) return true;
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
  return false;
}

/** The path to the first text that Postgres could not store; a key's own is that of what holds it. */
function badTextIn(value: unknown): string[] | undefined {
  if (typeof value === "string") return isCleanText(value) ? undefined : [];
  if (value === null || typeof value !== "object") return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (!isCleanText(key)) return [];
    const found = badTextIn(inner);
    if (found) return [key, ...found];
  }
  return undefined;
}
