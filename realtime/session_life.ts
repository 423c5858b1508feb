import type { Identity } from "./core/identity.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import type { SignInDeps } from "./sign_in_deps.ts";
import { SECRET_PATTERN } from "./secret.ts";
import { type IssuedToken, issueToken } from "./tokens.ts";

/** How long a session lasts from sign-in or its last refresh. */
export const SESSION_LIFETIME_MS = 12 * 3_600_000;
/** When a session ends however often it was refreshed. */
export const SESSION_LIFETIME_TOTAL_MS = 7 * 24 * 3_600_000;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text may be a session's id, so that the database can be asked for it. */
export function isSessionId(text: string): boolean {
  return UUID.test(text);
}

/** The value of the session cookie: `<session id>.<secret>`. */
export function sessionCookieValue(sessionId: string, secret: string): string {
  return `${sessionId}.${secret}`;
}

/** The parts of a session cookie's value, or undefined when it cannot be one. */
export function parseSessionCookie(value: string): { sessionId: string; secret: string } | undefined {
  const [sessionId = "", secret = "", ...rest] = value.split(".");
  return isSessionId(sessionId) && SECRET_PATTERN.test(secret) && rest.length === 0
    ? { sessionId, secret }
    : undefined;
}

export interface Refreshed extends IssuedToken {
  sessionExpiresAtMs: number;
}

/** Makes the session last longer, up to seven days in all, and gives a new token. */
export async function refreshSession(deps: SignInDeps, who: Identity): Promise<Outcome<Refreshed>> {
  const now = deps.clock.now();
  const session = await deps.sessions.find(who.sessionId);
  if (!session) return refuse("unauthorized", "This session is over.");
  if (!session.secretHash) {
    return refuse("conflict", "A token of an external issuer is renewed by that issuer.");
  }
  const sessionExpiresAtMs = Math.min(
    now + SESSION_LIFETIME_MS,
    session.createdAtMs + SESSION_LIFETIME_TOTAL_MS,
  );
  const isExtended = await deps.sessions.extend(who.sessionId, sessionExpiresAtMs, now);
  if (!isExtended) return refuse("unauthorized", "This session is over.");
  return accept({ ...await issueToken(deps, who), sessionExpiresAtMs });
}

/** Ends the session: its cookie and tokens are refused everywhere from now on. */
export async function signOut(deps: SignInDeps, who: Identity, address: string | undefined): Promise<void> {
  const isEnded = await deps.sessions.revoke(who.sessionId, deps.clock.now(), { address });
  if (isEnded) deps.sessionEnded(who.sessionId);
}
