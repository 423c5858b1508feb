/** Why something was refused; the same closed set on both doors (CONTRACT.md, "WebSocket"). */
export type Refusal =
  | "bad_request"
  | "unauthorized"
  | "not_found"
  | "forbidden"
  | "conflict"
  | "busy"
  | "too_large"
  | "rate_limited"
  | "unavailable";

export interface Refused {
  ok: false;
  code: Refusal;
  message: string;
}

/** The result of a use case: a value, or a refusal that people may read. */
export type Outcome<T> = { ok: true; value: T } | Refused;

/** Wraps a success. */
export function accept<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** Makes a refusal; `message` is shown to the person who asked. */
export function refuse(code: Refusal, message: string): Refused {
  return { ok: false, code, message };
}
