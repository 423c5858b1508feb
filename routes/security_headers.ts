import type { MiddlewareHandler } from "hono";

const NONCE_BYTES = 16;
const HSTS_SECONDS = 63_072_000;

/** Features that a page of ours may use; all others that exist are refused to it. */
const FEATURES = [
  "autoplay=(self)",
  "camera=(self)",
  "display-capture=(self)",
  "fullscreen=(self)",
  "microphone=(self)",
  "picture-in-picture=(self)",
  "screen-wake-lock=(self)",
  "speaker-selection=(self)",
  "browsing-topics=()",
  "geolocation=()",
  "hid=()",
  "midi=()",
  "payment=()",
  "serial=()",
  "usb=()",
].join(", ");

/** The Content-Security-Policy (W3C CSP 3) of a response: only our own files, and only scripts with this nonce. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types carewire",
  ].join("; ");
}

/** Sets the security headers of every response, and `nonce` for the pages. HSTS only where the site is on https. */
export function securityHeaders({ https }: { https: boolean }): MiddlewareHandler {
  return async function setSecurityHeaders(c, next) {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES)).toBase64();
    c.set("nonce", nonce);
    await next();
    // The answer to an upgrade belongs to the socket; its headers cannot be changed any more.
    if (c.res.status === 101) return;
    const set = (name: string, value: string) => c.res.headers.has(name) || c.res.headers.set(name, value);
    set("Content-Security-Policy", contentSecurityPolicy(nonce));
    set("Permissions-Policy", FEATURES);
    // Not "no-referrer": with it, browsers send `Origin: null` with forms, and the origin check refuses them.
    set("Referrer-Policy", "same-origin");
    set("X-Content-Type-Options", "nosniff");
    set("X-Frame-Options", "DENY");
    set("Cross-Origin-Opener-Policy", "same-origin");
    set("Cross-Origin-Resource-Policy", "same-origin");
    if (https) set("Strict-Transport-Security", `max-age=${HSTS_SECONDS}; includeSubDomains`);
  };
}
