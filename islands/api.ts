/** A refusal of the API, by its code (CONTRACT.md, "HTTP"), or "unavailable" when there was no answer. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, title: string) {
    super(title);
    this.status = status;
    this.code = code;
  }
}

/** Reads JSON from our own API. Throws `ApiError`. */
export async function getJson<T>(path: string): Promise<T> {
  return await answerOf<T>(fetch(path, { headers: { Accept: "application/json" } }));
}

async function answerOf<T>(asked: Promise<Response>): Promise<T> {
  const response = await asked.catch((error: Error) => {
    throw new ApiError(0, "unavailable", error.message);
  });
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body as T;
  throw new ApiError(
    response.status,
    String(body.code ?? "unavailable"),
    String(body.title ?? response.statusText),
  );
}
