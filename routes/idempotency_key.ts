import type { Context } from "hono";

const LENGTH_MAX = 128;

/** The `Idempotency-Key` of a request, which counts as the command's client id; an empty or overlong one as none. */
export function idempotencyKey(c: Context): string | undefined {
  const key = c.req.header("Idempotency-Key");
  return key && key.length <= LENGTH_MAX ? key : undefined;
}
