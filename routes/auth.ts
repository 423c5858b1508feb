import { type Context, Hono } from "hono";
import * as v from "valibot";
import { PASSWORD_LENGTH_MAX } from "../realtime/password_hash.ts";
import { identify } from "../realtime/identify.ts";
import { makeTicket } from "../realtime/realtime_ticket.ts";
import { refreshSession, signOut } from "../realtime/session_life.ts";
import { signIn } from "../realtime/sign_in.ts";
import type { SignInDeps } from "../realtime/sign_in_deps.ts";
import { type AuthenticationDeps, credentialOf, identityOf, requireIdentity } from "./authentication.ts";
import { readJson } from "./json_body.ts";
import { originCheck } from "./origin_check.ts";
import { refusalProblem } from "./problem.ts";
import { clearSessionCookie, setSessionCookie } from "./session_cookie.ts";

/** Given with each request: the address of who sent it, behind proxies too. */
export interface RemoteBindings {
  remoteAddress?: string;
}

export interface AuthRouteDeps {
  signIn: SignInDeps;
  allowedOrigins: readonly string[];
  /** Whether browsers reach us by https, which decides about the cookie. */
  https: boolean;
}

/** Longest e-mail address (RFC 5321 §4.5.3.1.3). */
export const EMAIL_LENGTH_MAX = 254;

/** What either door of the sign-in takes. */
export const loginRequest = v.strictObject({
  email: v.pipe(v.string(), v.minLength(1), v.maxLength(EMAIL_LENGTH_MAX)),
  password: v.pipe(v.string(), v.minLength(1), v.maxLength(PASSWORD_LENGTH_MAX)),
});

type App = Hono<{ Bindings: RemoteBindings }>;

/** `/api/auth/*` and `/api/realtime/ticket` (CONTRACT.md, "HTTP"). */
export function authRoutes(deps: AuthRouteDeps): App {
  const signedIn = requireIdentity(authentication(deps));
  const routes: App = new Hono();
  routes.use("/api/auth/*", originCheck(deps));
  routes.use("/api/realtime/ticket", originCheck(deps));
  routes.post("/api/auth/login", (c) => login(c, deps));
  routes.post("/api/auth/logout", signedIn, (c) => logout(c, deps));
  routes.post("/api/auth/refresh", signedIn, (c) => refresh(c, deps));
  routes.get("/api/auth/me", signedIn, (c) => {
    const { userId, name, role } = identityOf(c);
    return noStore(c).json({ user: { id: userId, name, role } });
  });
  routes.post("/api/realtime/ticket", signedIn, async (c) => {
    const { ticket, expiresAtMs } = await makeTicket(deps.signIn, identityOf(c));
    return noStore(c).json({ ticket, expires_at: iso(expiresAtMs) });
  });
  return routes;
}

/** How requests are identified with these. */
export function authentication({ signIn, https }: AuthRouteDeps): AuthenticationDeps {
  return { https, identify: (credential) => identify(signIn, credential) };
}

/** The address that sent a request, where the wiring knows it. */
export function remoteAddress(c: Context<{ Bindings: RemoteBindings }>): string | undefined {
  return c.env?.remoteAddress;
}

async function login(c: Context<{ Bindings: RemoteBindings }>, deps: AuthRouteDeps): Promise<Response> {
  const body = await readJson(c, loginRequest);
  if (!body.ok) return body.response;
  const outcome = await signIn(deps.signIn, { ...body.value, address: remoteAddress(c) });
  if (!outcome.ok) return refusalProblem(outcome);
  const { token, expiresAtMs, user, cookie, sessionExpiresAtMs } = outcome.value;
  setSessionCookie(c, cookie, { https: deps.https, maxAgeSeconds: secondsUntil(sessionExpiresAtMs, deps) });
  return noStore(c).json({ token, expires_at: iso(expiresAtMs), user });
}

async function logout(c: Context<{ Bindings: RemoteBindings }>, deps: AuthRouteDeps): Promise<Response> {
  await signOut(deps.signIn, identityOf(c), remoteAddress(c));
  clearSessionCookie(c, deps.https);
  return c.body(null, 204);
}

async function refresh(c: Context, deps: AuthRouteDeps): Promise<Response> {
  const outcome = await refreshSession(deps.signIn, identityOf(c));
  if (!outcome.ok) return refusalProblem(outcome);
  const { token, expiresAtMs, sessionExpiresAtMs } = outcome.value;
  const credential = credentialOf(c.req.raw, deps.https);
  if (credential?.type === "cookie") {
    const maxAgeSeconds = secondsUntil(sessionExpiresAtMs, deps);
    setSessionCookie(c, credential.value, { https: deps.https, maxAgeSeconds });
  }
  return noStore(c).json({ token, expires_at: iso(expiresAtMs) });
}

/** Whole seconds from now, for a cookie's Max-Age. */
export function secondsUntil(atMs: number, { signIn }: Pick<AuthRouteDeps, "signIn">): number {
  return Math.max(0, Math.floor((atMs - signIn.clock.now()) / 1000));
}

function noStore(c: Context): Context {
  c.header("Cache-Control", "no-store");
  return c;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
