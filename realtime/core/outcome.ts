/** Why something was refused; the same closed set on both doors (CONTRACT.md, "WebSocket"). */
export type Refusal =
  | "bad_request"
  | "unauthorized"
  | "not_found"
  | "forbidden"
  | "wrong_password"
  | "conflict"
  | "busy"
  | "too_large"
  | "rate_limited"
  | "unavailable";

/** Finer codes, which HTTP shows in place of the plain one where a program can do something about each. */
export type FinerRefusal =
  | "too_early"
  | "already_open"
  | "over"
  | "cancelled"
  | "unsupported_type"
  | "infected"
  | "quarantined"
  | "quota_exceeded"
  | "insufficient_storage";

/** One wrong field; `path` in dots, empty for the whole body. */
export interface FieldError {
  path: string;
  message: string;
}

/** What HTTP tells of a refusal beside its code and message. */
export interface RefusalDetails {
  finer?: FinerRefusal;
  /** Members of the problem details of its own (RFC 9457 §3.2). */
  facts?: Record<string, string>;
  errors?: FieldError[];
  /** When it may be asked again, where that is known; a socket tells it too. */
  retryAfterSeconds?: number;
}

export interface Refused extends RefusalDetails {
  ok: false;
  code: Refusal;
  message: string;
  /** Which fields are wrong, where that can be said. */
  errors?: FieldError[];
}

/** The result of a use case: a value, or a refusal that people may read. */
export type Outcome<T> = { ok: true; value: T } | Refused;

/** Wraps a success. */
export function accept<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** Makes a refusal; `message` is shown to the person who asked. */
export function refuse(code: Refusal, message: string, details: RefusalDetails = {}): Refused {
  return { ok: false, code, message, ...details };
}

/** Refuses one field of a request, whose shape is right and whose value is not. */
export function refuseField(path: string, message: string): Refused {
  return refuse("bad_request", message, { errors: [{ path, message }] });
}
