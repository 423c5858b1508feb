import type { Refusal, Refused } from "../realtime/core/outcome.ts";

/** One wrong field; `path` in dots, empty for the whole body. */
export interface FieldError {
  path: string;
  message: string;
}

export interface ProblemOptions {
  detail?: string;
  errors?: FieldError[];
  retryAfterSeconds?: number;
  /** Of what was logged, for people to quote. */
  errorId?: string;
}

/** The one place where refusals become HTTP statuses. */
const STATUS: Record<Refusal, number> = {
  bad_request: 422,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  busy: 409,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
};

/** How long to wait where nothing better is known. */
const RETRY_AFTER_SECONDS = 5;

/** The status of a refusal over HTTP. */
export function statusOf(code: Refusal): number {
  return STATUS[code];
}

/** An answer of problem details (RFC 9457). `title` is for people. */
export function problem(status: number, code: string, title: string, options: ProblemOptions = {}): Response {
  const { detail, errors, retryAfterSeconds, errorId } = options;
  const headers = new Headers({ "Content-Type": "application/problem+json", "Cache-Control": "no-store" });
  if (status === 401) headers.set("WWW-Authenticate", 'Bearer realm="carewire"');
  if (status === 429 || status === 503) {
    headers.set("Retry-After", String(retryAfterSeconds ?? RETRY_AFTER_SECONDS));
  }
  const body = {
    type: `urn:carewire:problem:${code}`,
    title,
    status,
    code,
    detail,
    errors,
    error_id: errorId,
  };
  return new Response(JSON.stringify(body), { status, headers });
}

/** A use case's refusal as problem details, with the wrong fields and the time to wait where it names them. */
export function refusalProblem(
  refused: Refused & { retryAfterSeconds?: number; errors?: FieldError[] },
): Response {
  const { code, message, retryAfterSeconds, errors } = refused;
  return problem(STATUS[code], code, message, { retryAfterSeconds, errors });
}

/** The answer to somebody who is not signed in. */
export function signInProblem(): Response {
  return problem(STATUS.unauthorized, "unauthorized", "Please sign in.");
}
