import type { Context } from "hono";
import { setCookie } from "hono/cookie";
import { parse } from "hono/utils/cookie";

/** The session cookie's name; the prefix ties it to this host and https (RFC 6265bis §4.1.3.2). */
export function sessionCookieName(https: boolean): string {
  return https ? "__Host-carewire" : "carewire";
}

/** The session cookie that came with a request. */
export function readSessionCookie(request: Request, https: boolean): string | undefined {
  const name = sessionCookieName(https);
  return parse(request.headers.get("Cookie") ?? "", name)[name];
}

/** Sets the session cookie for `maxAgeSeconds`. */
export function setSessionCookie(
  c: Context,
  value: string,
  { https, maxAgeSeconds }: { https: boolean; maxAgeSeconds: number },
): void {
  setCookie(c, sessionCookieName(https), value, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: https,
    maxAge: maxAgeSeconds,
  });
}

/** Makes the browser forget the session cookie. */
export function clearSessionCookie(c: Context, https: boolean): void {
  setSessionCookie(c, "", { https, maxAgeSeconds: 0 });
}
