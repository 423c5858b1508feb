import type { Operation } from "../../realtime/core/api/operation.ts";
import type { SchemaDocument } from "./json_schemas.ts";

const MEANING: Record<number, string> = {
  400: "The body is not JSON.",
  401: "Not signed in.",
  403: "Not allowed, where it is no secret that it exists; or a foreign Origin.",
  404: "Not there, or not yours.",
  408: "The body took too long.",
  409: "The state of things refuses it.",
  410: "It is over.",
  413: "Too large.",
  415: "The body has another type.",
  416: "There are no such bytes.",
  422: "The request has the wrong shape.",
  429: "Too many; try again after Retry-After seconds.",
  503: "A dependency gave no answer; nothing was promised. Try again after Retry-After seconds.",
  507: "The disk is full.",
};

/** How a request may be refused, by status: what every operation of its kind has, and what is its own. */
export function problemResponses(
  operation: Operation,
  { changes, hasPath }: { changes: boolean; hasPath: boolean },
): Record<string, SchemaDocument> {
  const codes = new Map<number, string[]>();
  const add = (status: number, more: readonly string[]) =>
    codes.set(status, [...new Set([...codes.get(status) ?? [], ...more])]);
  add(422, ["bad_request"]);
  add(503, ["unavailable"]);
  if (!operation.open) add(401, ["unauthorized"]);
  if (changes) add(403, ["forbidden"]);
  if (hasPath) add(404, ["not_found"]);
  if (operation.rate) add(429, ["rate_limited"]);
  if (operation.body || operation.upload) {
    add(400, ["bad_request"]);
    add(408, ["timeout"]);
    add(413, ["too_large"]);
    add(415, ["unsupported_type"]);
  }
  for (const [status, own] of Object.entries(operation.refusals ?? {})) add(Number(status), own);
  return Object.fromEntries([...codes].map(([status, own]) => [status, problemResponse(status, own)]));
}

function problemResponse(status: number, codes: string[]): SchemaDocument {
  const schema = {
    allOf: [{ $ref: "#/components/schemas/Problem" }, { properties: { code: { enum: codes } } }],
  };
  return {
    description: MEANING[status] ?? "Refused.",
    ...(status === 429 || status === 503 ? { headers: { "Retry-After": RETRY_AFTER } } : {}),
    content: { "application/problem+json": { schema } },
  };
}

const RETRY_AFTER = { description: "Seconds to wait.", schema: { type: "integer" } };
