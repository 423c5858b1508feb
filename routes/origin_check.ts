import type { MiddlewareHandler } from "hono";
import { problem } from "./problem.ts";
import { readSessionCookie } from "./session_cookie.ts";

export interface OriginDeps {
  allowedOrigins: readonly string[];
  https: boolean;
}

const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

/**
 * Whether a request that changes state, or an upgrade, may come from this Origin (null: none was sent). Only programs
 * send none, and they don't use the cookie; `null` as a text is a foreign origin.
 */
export function originAllowed(
  origin: string | null,
  { allowedOrigins, usesCookie }: { allowedOrigins: readonly string[]; usesCookie: boolean },
): boolean {
  return origin === null ? !usesCookie : allowedOrigins.includes(origin);
}

/** Refuses state-changing requests of foreign origins, and those with the cookie and no Origin, with 403. */
export function originCheck({ allowedOrigins, https }: OriginDeps): MiddlewareHandler {
  return async function checkOrigin(c, next) {
    const { method, headers } = c.req.raw;
    // A bearer wins over a cookie, and no page can make a browser send one to us from elsewhere.
    const usesCookie = !headers.has("Authorization") && readSessionCookie(c.req.raw, https) !== undefined;
    const isAllowed = SAFE_METHODS.includes(method) ||
      originAllowed(headers.get("Origin"), { allowedOrigins, usesCookie });
    if (!isAllowed) return problem(403, "forbidden", "This origin is not allowed.");
    await next();
  };
}
