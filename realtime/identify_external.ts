import type { ExternalClaims } from "./external_tokens.ts";
import type { SessionState, SignInTrace } from "./ports/accounts.ts";
import { SESSION_LIFETIME_TOTAL_MS } from "./session_life.ts";
import type { ExternalIssuer, SignInDeps } from "./sign_in_deps.ts";

/**
 * The session of an external issuer's token, opened when the token comes for the first time, or undefined when it is not
 * good or nobody's here. Later it costs one statement, as a token of our own. Throws Unavailable while the issuer's keys
 * can't be had.
 */
export async function externalSession(
  deps: Pick<SignInDeps, "sessions" | "limits" | "clock">,
  { tokens, identities }: ExternalIssuer,
  token: string,
  trace: SignInTrace,
): Promise<SessionState | undefined> {
  const claims = await tokens.verify(token);
  if (!claims) return undefined;
  const sessionId = await sessionIdOf(claims);
  const known = await deps.sessions.find(sessionId);
  if (known) return known;
  // A token that is nobody's is refused each time, and written down some of the times.
  const tried = deps.limits.refusedUses.take(sessionId);
  if (!tried.ok) return undefined;
  const { issuer, subject, email } = claims;
  const createdAtMs = deps.clock.now();
  const expiresAtMs = Math.min(claims.expiresAtMs, createdAtMs + SESSION_LIFETIME_TOTAL_MS);
  const opened = await identities.open(
    { issuer, subject, email, sessionId, createdAtMs, expiresAtMs },
    trace,
  );
  if (opened) tried.attempt.giveBack();
  return opened;
}

/**
 * One session per token, the same on every instance. Made of what the token says and not of its bytes: those of a
 * signature can be changed without making it wrong, which would be a way around a sign-out.
 */
async function sessionIdOf({ issuer, subject, tokenId }: ExternalClaims): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify([issuer, subject, tokenId]));
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", text)).subarray(0, 16);
  // A UUID of version 8 (RFC 9562 §5.8).
  bytes[6] = (bytes[6] ?? 0) & 0x0f | 0x80;
  bytes[8] = (bytes[8] ?? 0) & 0x3f | 0x80;
  const hex = bytes.toHex();
  return [[0, 8], [8, 12], [12, 16], [16, 20], [20, 32]].map(([from, to]) => hex.slice(from, to)).join("-");
}
