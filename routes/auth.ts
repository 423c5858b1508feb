import type { Context } from "hono";
import { authOperations } from "../realtime/core/api/auth_operations.ts";
import { isoTime } from "../realtime/core/call_object.ts";
import { accept } from "../realtime/core/outcome.ts";
import { deviceName } from "../realtime/device_name.ts";
import { identify } from "../realtime/identify.ts";
import { makeTicket } from "../realtime/realtime_ticket.ts";
import { refreshSession, signOut } from "../realtime/session_life.ts";
import type { SignedIn } from "../realtime/open_session.ts";
import { signIn } from "../realtime/sign_in.ts";
import type { SignInDeps } from "../realtime/sign_in_deps.ts";
import { type AuthenticationDeps, credentialOf } from "./authentication.ts";
import { reply, type Served, served } from "./serve.ts";
import { clearSessionCookie, setSessionCookie } from "./session_cookie.ts";

export interface AuthRouteDeps {
  signIn: SignInDeps;
  allowedOrigins: readonly string[];
  /** Whether browsers reach us by https, which decides about the cookie. */
  https: boolean;
}

/** `/api/auth/*` and `/api/realtime/ticket` (CONTRACT.md, "HTTP"). */
export function authRoutes(deps: AuthRouteDeps): Served[] {
  return served(authOperations, {
    "POST /api/auth/login": async ({ c, address, body }) => {
      const outcome = await signIn(deps.signIn, {
        ...body,
        address,
        device: deviceName(c.req.header("User-Agent")),
      });
      return reply(outcome, 200, (signedIn) => signedInBody(c, deps, signedIn));
    },
    "POST /api/auth/logout": async ({ c, who, address }) => {
      await signOut(deps.signIn, who, address);
      clearSessionCookie(c, deps.https);
      return reply(accept(null), 204, () => null);
    },
    "POST /api/auth/refresh": async ({ c, who }) => {
      const outcome = await refreshSession(deps.signIn, who);
      return reply(outcome, 200, ({ token, expiresAtMs, sessionExpiresAtMs }) => {
        const credential = credentialOf(c.req.raw, deps.https);
        if (credential?.type === "cookie") {
          const maxAgeSeconds = secondsUntil(sessionExpiresAtMs, deps);
          setSessionCookie(c, credential.value, { https: deps.https, maxAgeSeconds });
        }
        return { token, expires_at: isoTime(expiresAtMs) };
      });
    },
    "GET /api/auth/me": ({ who: { userId, name, role } }) =>
      Promise.resolve(reply(accept({ id: userId, name, role }), 200, (user) => ({ user }))),
    "POST /api/realtime/ticket": async ({ who }) => {
      const ticket = await makeTicket(deps.signIn, who);
      return reply(accept(ticket), 200, ({ ticket, expiresAtMs }) => ({
        ticket,
        expires_at: isoTime(expiresAtMs),
      }));
    },
  });
}

/** What somebody gets who has signed in, and the cookie beside it. */
export function signedInBody(c: Context, deps: AuthRouteDeps, signedIn: SignedIn) {
  const { token, expiresAtMs, user, cookie, sessionExpiresAtMs } = signedIn;
  setSessionCookie(c, cookie, { https: deps.https, maxAgeSeconds: secondsUntil(sessionExpiresAtMs, deps) });
  return { token, expires_at: isoTime(expiresAtMs), user };
}

/** How requests are identified with these. */
export function authentication({ signIn, https }: AuthRouteDeps): AuthenticationDeps {
  return { https, identify: (credential, address) => identify(signIn, credential, { address }) };
}

/** Whole seconds from now, for a cookie's Max-Age. */
export function secondsUntil(atMs: number, { signIn }: Pick<AuthRouteDeps, "signIn">): number {
  return Math.max(0, Math.floor((atMs - signIn.clock.now()) / 1000));
}
