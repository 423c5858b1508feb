import type { FieldError, FinerRefusal, Refusal, Refused } from "../realtime/core/outcome.ts";

export interface ProblemOptions {
  detail?: string;
  errors?: FieldError[];
  retryAfterSeconds?: number;
  /** Of what was logged, for people to quote. */
  errorId?: string;
  /** Members of this problem's own (RFC 9457 §3.2). */
  facts?: Record<string, string>;
}

/** The one place where refusals become HTTP statuses. */
const STATUS: Record<Refusal, number> = {
  bad_request: 422,
  unauthorized: 401,
  forbidden: 403,
  wrong_password: 403,
  not_found: 404,
  conflict: 409,
  busy: 409,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
};

/** The same for the finer codes. */
const FINER_STATUS: Record<FinerRefusal, number> = {
  too_early: 409,
  already_open: 409,
  over: 410,
  cancelled: 410,
  unsupported_type: 415,
  infected: 422,
  quarantined: 409,
  quota_exceeded: 413,
  insufficient_storage: 507,
};

/** How long to wait where nothing better is known. */
const RETRY_AFTER_SECONDS = 5;

/** The status of a refusal over HTTP. */
export function statusOf(code: Refusal): number {
  return STATUS[code];
}

/** An answer of problem details (RFC 9457). `title` is for people. */
export function problem(status: number, code: string, title: string, options: ProblemOptions = {}): Response {
  const { detail, errors, retryAfterSeconds, errorId, facts } = options;
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
    ...facts,
  };
  return new Response(JSON.stringify(body), { status, headers });
}

/** A use case's refusal as problem details. */
export function refusalProblem(refused: Refused & { retryAfterSeconds?: number }): Response {
  const { code, finer, message, retryAfterSeconds, facts, errors } = refused;
  const status = finer ? FINER_STATUS[finer] : STATUS[code];
  return problem(status, finer ?? code, message, { retryAfterSeconds, facts, errors });
}

/** The answer to somebody who is not signed in. */
export function signInProblem(): Response {
  return problem(STATUS.unauthorized, "unauthorized", "Please sign in.");
}
