import { areEqualBytes } from "./core/equal_bytes.ts";
import type { Identity } from "./core/identity.ts";
import { externalSession } from "./identify_external.ts";
import type { SessionState, SignInTrace } from "./ports/accounts.ts";
import { hashSecret } from "./secret.ts";
import { isSessionId, parseSessionCookie } from "./session_life.ts";
import type { ExternalIssuer, SignInDeps } from "./sign_in_deps.ts";
import { verifyToken } from "./tokens.ts";

/** How somebody proves who they are over HTTP. */
export type Credential = { type: "bearer"; token: string } | { type: "cookie"; value: string };

type IdentifyDeps = Pick<SignInDeps, "sessions" | "keys" | "clock" | "limits" | "external">;

/**
 * Who this credential belongs to, or undefined. The session's row is read every time, so a sign-out, a disabled
 * account or a new role counts at once on every instance. `trace` is written down where a token of an external issuer
 * comes for the first time.
 */
export async function identify(
  deps: IdentifyDeps,
  credential: Credential,
  trace: SignInTrace = { address: undefined },
): Promise<Identity | undefined> {
  if (credential.type === "cookie") return await identifyCookie(deps, credential.value);
  const { token } = credential;
  return deps.external?.tokens.mayBeOurs(token)
    ? await identifyExternal(deps, deps.external, token, trace)
    : await identifyBearer(deps, token);
}

/** Who a running session belongs to, or undefined when it is over, revoked or its user disabled. */
export async function identifySession(deps: IdentifyDeps, sessionId: string): Promise<Identity | undefined> {
  const session = isSessionId(sessionId) ? await deps.sessions.find(sessionId) : undefined;
  return session && await identityOf(deps, session);
}

async function identifyBearer(deps: IdentifyDeps, token: string): Promise<Identity | undefined> {
  const claims = await verifyToken(deps, token);
  const identity = claims && await identifySession(deps, claims.sessionId);
  return identity?.userId === claims?.userId ? identity : undefined;
}

async function identifyExternal(
  deps: IdentifyDeps,
  issuer: ExternalIssuer,
  token: string,
  trace: SignInTrace,
): Promise<Identity | undefined> {
  const session = await externalSession(deps, issuer, token, trace);
  return session && await identityOf(deps, session);
}

async function identifyCookie(deps: IdentifyDeps, value: string): Promise<Identity | undefined> {
  const parts = parseSessionCookie(value);
  const session = parts && await deps.sessions.find(parts.sessionId);
  if (!parts || !session?.secretHash) return undefined;
  if (!areEqualBytes(await hashSecret(parts.secret), session.secretHash)) return undefined;
  return await identityOf(deps, session);
}

async function identityOf(deps: IdentifyDeps, session: SessionState): Promise<Identity | undefined> {
  const { sessionId, isRevoked, expiresAtMs, user } = session;
  if (isRevoked || expiresAtMs <= deps.clock.now()) return undefined;
  if (user.isDisabled) {
    if (deps.limits.refusedUses.take(sessionId).ok) await deps.sessions.refusedUse(sessionId, user.id);
    return undefined;
  }
  return { userId: user.id, role: user.role, name: user.name, sessionId, deviceId: sessionId };
}
