import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from "jose";
import type { SigningKeys } from "./ports/accounts.ts";
import type { Clock } from "./ports/clock.ts";

/** How long a bearer token is good without a refresh, if its session lasts that long. */
export const TOKEN_LIFETIME_MS = 15 * 60_000;
/** Longest token that is looked at, in characters; ours have about 400. */
const TOKEN_LENGTH_MAX = 2_048;
/** How far the clocks of two instances may be apart. */
const CLOCK_TOLERANCE_SECONDS = 5;

const ALGORITHM = "EdDSA";
const TYPE = "at+jwt";
const PARTY = "carewire";

/** What a token says; whether the session still runs is for its row to say. */
export interface TokenClaims {
  userId: number;
  sessionId: string;
}

export interface IssuedToken {
  token: string;
  expiresAtMs: number;
}

export interface TokenDeps {
  keys: SigningKeys;
  clock: Clock;
}

/** Makes an access token (RFC 9068) for a session. */
export async function issueToken({ keys, clock }: TokenDeps, claims: TokenClaims): Promise<IssuedToken> {
  const { kid, privateKey } = await keys.current();
  const issuedAt = Math.floor(clock.now() / 1000);
  const expiresAt = issuedAt + TOKEN_LIFETIME_MS / 1000;
  const token = await new SignJWT({ sid: claims.sessionId })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
    .setIssuer(PARTY)
    .setAudience(PARTY)
    .setSubject(String(claims.userId))
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(privateKey);
  return { token, expiresAtMs: expiresAt * 1000 };
}

/** What a token says, or undefined when it is none of ours, was changed or is over. Throws when keys can't be read. */
export async function verifyToken(
  { keys, clock }: TokenDeps,
  token: string,
): Promise<TokenClaims | undefined> {
  const kid = keyIdOf(token);
  const key = kid === undefined ? undefined : await keys.verifier(kid);
  if (!key) return undefined;
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: PARTY,
      audience: PARTY,
      requiredClaims: ["sub", "sid", "exp", "iat"],
      currentDate: new Date(clock.now()),
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
    });
    const userId = Number(payload.sub);
    return Number.isSafeInteger(userId) && typeof payload.sid === "string"
      ? { userId, sessionId: payload.sid }
      : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

function keyIdOf(token: string): string | undefined {
  if (token.length > TOKEN_LENGTH_MAX) return undefined;
  try {
    return decodeProtectedHeader(token).kid;
  } catch {
    return undefined;
  }
}
