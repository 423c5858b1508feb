/** One wrong field of a request; `path` in dots, empty for the whole body. */
export interface FieldError {
  path: string;
  message: string;
}

/** A refusal of the API, by its code (CONTRACT.md, "HTTP"), or "unavailable" when there was no answer. */
export class ApiError extends Error {
  override name = "ApiError";
  /** 0 when there was no answer. */
  readonly status: number;
  readonly code: string;
  /** What is wrong with the request, where the code is `bad_request`. */
  readonly errors: readonly FieldError[];
  /** How long to wait before another try, where the server says so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    status: number,
    code: string,
    title: string,
    more: { errors?: readonly FieldError[]; retryAfterSeconds?: number } = {},
  ) {
    super(title);
    this.status = status;
    this.code = code;
    this.errors = more.errors ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

/** The refusal that a response is, read from its problem details (RFC 9457). */
export async function apiErrorOf(response: Response): Promise<ApiError> {
  const body = await response.json().catch(() => ({}));
  const wait = Number(response.headers.get("Retry-After") ?? NaN);
  return new ApiError(
    response.status,
    String(body.code ?? "unavailable"),
    String(body.title ?? response.statusText),
    { errors: body.errors, retryAfterSeconds: Number.isFinite(wait) ? wait : undefined },
  );
}
