import { decodeJwt, errors, jwtVerify } from "jose";
import * as v from "valibot";
import type { OidcConfig } from "./config.ts";
import { emailAddress } from "./core/account_fields.ts";
import { isCleanText } from "./core/safe_json.ts";
import { IssuerKeys, type IssuerKeysDeps } from "./issuer_keys.ts";

/** Longest token of another issuer that is looked at, in characters; some list many groups. */
export const EXTERNAL_TOKEN_LENGTH_MAX = 8_192;
/** Signatures by a key pair only: with a shared secret, whoever knows the public key could sign. */
const ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"];
/** How far the issuer's clock may be from ours. */
const CLOCK_TOLERANCE_SECONDS = 5;
/** ID tokens and access tokens (RFC 9068); an issuer signs other things too, which are no sign-in. */
const TYPES = [undefined, "jwt", "at+jwt", "application/at+jwt"];

/** What a token of another issuer says, its signature, issuer, audience and times being right. */
export interface ExternalClaims {
  issuer: string;
  subject: string;
  /** In lower case; only where the issuer says that it has verified it. */
  email: string | undefined;
  /** Tells the tokens of one subject apart. */
  tokenId: string;
  /** When it is refused, the clocks' tolerance included. */
  expiresAtMs: number;
}

const claims = v.object({
  // OpenID Connect Core 1.0 §2.
  sub: v.pipe(v.string(), v.minLength(1), v.maxLength(255), v.check(isCleanText)),
  exp: v.number(),
  iat: v.optional(v.number()),
  jti: v.optional(v.string()),
  email: v.optional(v.unknown()),
  email_verified: v.optional(v.unknown()),
});

/** Reads the tokens of one OpenID Connect issuer. */
export class ExternalTokens {
  readonly #config: OidcConfig;
  readonly #keys: IssuerKeys;
  readonly #deps: IssuerKeysDeps;

  constructor(config: OidcConfig, deps: IssuerKeysDeps) {
    this.#config = config;
    this.#keys = new IssuerKeys(config.issuer, deps);
    this.#deps = deps;
  }

  /** Whether a token says that it is of this issuer; nothing else that is unverified is looked at. */
  mayBeOurs(token: string): boolean {
    if (token.length > EXTERNAL_TOKEN_LENGTH_MAX) return false;
    try {
      return decodeJwt(token).iss === this.#config.issuer;
    } catch {
      return false;
    }
  }

  /** What a token says, or undefined when it is not good. Throws Unavailable while the issuer's keys can't be had. */
  async verify(token: string): Promise<ExternalClaims | undefined> {
    const { issuer, audience } = this.#config;
    const now = this.#deps.clock.now();
    try {
      const { payload, protectedHeader } = await jwtVerify(token, async (header, jws) => {
        const key = await this.#keys.find(header, jws);
        if (!key) throw new errors.JWKSNoMatchingKey();
        return key;
      }, {
        algorithms: ALGORITHMS,
        issuer,
        audience,
        requiredClaims: ["iss", "aud", "exp", "sub"],
        currentDate: new Date(now),
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      });
      const read = v.safeParse(claims, payload);
      if (!read.success || !TYPES.includes(protectedHeader.typ?.toLowerCase())) return undefined;
      const { sub: subject, exp, iat, jti } = read.output;
      const expiresAtMs = (exp + CLOCK_TOLERANCE_SECONDS) * 1_000;
      if (expiresAtMs <= now) return undefined;
      const tokenId = JSON.stringify([jti ?? null, iat ?? null, exp]);
      return { issuer, subject, email: verifiedEmail(read.output), tokenId, expiresAtMs };
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}

function verifiedEmail({ email, email_verified }: v.InferOutput<typeof claims>): string | undefined {
  const read = email_verified === true ? v.safeParse(emailAddress, email) : undefined;
  return read?.success ? read.output : undefined;
}
