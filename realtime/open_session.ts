import type { UserObject } from "./core/objects.ts";
import type { Refused } from "./core/outcome.ts";
import type { SignInTrace } from "./ports/accounts.ts";
import { makeSecret } from "./secret.ts";
import { SESSION_LIFETIME_MS, sessionCookieValue } from "./session_life.ts";
import type { SignInDeps } from "./sign_in_deps.ts";
import { type IssuedToken, issueToken } from "./tokens.ts";

export interface SignedIn extends IssuedToken {
  user: UserObject;
  /** `<session id>.<secret>`: the only copy of the secret. */
  cookie: string;
  sessionExpiresAtMs: number;
}

/** A refusal that ends by itself. */
export interface Limited extends Refused {
  code: "rate_limited";
  retryAfterSeconds: number;
}

/**
 * Opens a session for somebody who has proved who they are, with a password that has this hash where there was one;
 * undefined when they were disabled, or their password changed, in this very moment.
 */
export async function openSession(
  deps: SignInDeps,
  { id, name, role, passwordHash }: UserObject & { passwordHash?: string | undefined },
  { address, device }: SignInTrace,
): Promise<SignedIn | undefined> {
  const sessionId = deps.chance.uuid();
  const secret = await makeSecret(deps.chance);
  // Before the row is written: a session that nobody was told of would only lie there.
  const issued = await issueToken(deps, { userId: id, sessionId });
  const createdAtMs = deps.clock.now();
  const expiresAtMs = createdAtMs + SESSION_LIFETIME_MS;
  const isOpen = await deps.sessions.open(
    { sessionId, userId: id, secretHash: secret.hash, createdAtMs, expiresAtMs, passwordHash },
    { address, device },
  );
  if (!isOpen) return undefined;
  return {
    ...issued,
    user: { id, name, role },
    cookie: sessionCookieValue(sessionId, secret.text),
    sessionExpiresAtMs: expiresAtMs,
  };
}

/** Makes a refusal that ends by itself after so many seconds. */
export function limited(message: string, retryAfterSeconds: number): Limited {
  return { ok: false, code: "rate_limited", message, retryAfterSeconds };
}
