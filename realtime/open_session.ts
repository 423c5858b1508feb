import type { UserObject } from "./core/objects.ts";
import type { Refused } from "./core/outcome.ts";
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

/** Opens a session for somebody who has proved who they are. */
export async function openSession(
  deps: SignInDeps,
  { id, name, role }: UserObject,
  address: string | undefined,
): Promise<SignedIn> {
  const sessionId = deps.chance.uuid();
  const secret = await makeSecret(deps.chance);
  // Before the row is written: a session that nobody was told of would only lie there.
  const issued = await issueToken(deps, { userId: id, sessionId });
  const createdAtMs = deps.clock.now();
  const expiresAtMs = createdAtMs + SESSION_LIFETIME_MS;
  await deps.sessions.open(
    { sessionId, userId: id, secretHash: secret.hash, createdAtMs, expiresAtMs },
    { address },
  );
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
