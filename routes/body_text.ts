import type { Context } from "hono";
import { problem } from "./problem.ts";

export const BODY_BYTES_MAX = 64 * 1024;
/** Deno.serve waits for a body without end, so slow ones are cut here. */
export const BODY_DEADLINE_MS = 10_000;

export interface BodyLimits {
  bytesMax?: number;
  deadlineMs?: number;
}

export type Body<T> = { ok: true; value: T } | { ok: false; response: Response };

/** Reads a body of one content type as UTF-8 text, with a byte cap and a deadline: else 415, 413, 408 or 400. */
export async function readBodyText(
  c: Context,
  contentType: string,
  limits: BodyLimits = {},
): Promise<Body<string>> {
  const { bytesMax = BODY_BYTES_MAX, deadlineMs = BODY_DEADLINE_MS } = limits;
  if (mediaType(c) !== contentType) {
    return refused(problem(415, "unsupported_type", `The body must be ${contentType}.`));
  }
  if (Number(c.req.header("Content-Length") ?? 0) > bytesMax) return tooLarge(bytesMax);
  const bytes = await readBytes(c.req.raw.body, bytesMax, deadlineMs);
  if (bytes === "too_large") return tooLarge(bytesMax);
  if (bytes === "too_slow") return refused(problem(408, "timeout", "The body took too long."));
  try {
    return { ok: true, value: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return refused(problem(400, "bad_request", "The body is not UTF-8."));
  }
}

function mediaType(c: Context): string | undefined {
  return c.req.header("Content-Type")?.split(";")[0]?.trim().toLowerCase();
}

async function readBytes(
  body: ReadableStream<Uint8Array> | null,
  bytesMax: number,
  deadlineMs: number,
): Promise<Uint8Array<ArrayBuffer> | "too_large" | "too_slow"> {
  if (!body) return new Uint8Array();
  const reader = body.getReader();
  const deadline = Promise.withResolvers<"too_slow">();
  const timer = setTimeout(() => deadline.resolve("too_slow"), deadlineMs);
  const chunks: Uint8Array[] = [];
  let total = 0;
  try {
    while (true) {
      const next = await Promise.race([reader.read(), deadline.promise]);
      if (next === "too_slow") return next;
      if (next.done) return concat(chunks, total);
      total += next.value.length;
      if (total > bytesMax) return "too_large";
      chunks.push(next.value);
    }
  } finally {
    clearTimeout(timer);
    reader.cancel().catch(() => {});
  }
}

function concat(chunks: Uint8Array[], total: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function tooLarge(bytesMax: number): { ok: false; response: Response } {
  return refused(problem(413, "too_large", `The body may have at most ${bytesMax} bytes.`));
}

function refused(response: Response): { ok: false; response: Response } {
  return { ok: false, response };
}
