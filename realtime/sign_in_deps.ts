import { AttemptLimit } from "./attempt_limit.ts";
import type { ExternalTokens } from "./external_tokens.ts";
import type { Passwords } from "./passwords.ts";
import type { Accounts, Sessions, SigningKeys, Tickets } from "./ports/accounts.ts";
import type { ExternalIdentities } from "./ports/external_identities.ts";
import type { Chance } from "./ports/chance.ts";
import type { Clock } from "./ports/clock.ts";

/** Refused sign-ins for one e-mail before it has to wait. */
const EMAIL_ATTEMPTS_MAX = 10;
/** Refused sign-ins from one address; a clinic's people share one. */
const ADDRESS_ATTEMPTS_MAX = 100;
/** Invitation links from one address that don't work; nobody mistypes one by hand, and none can be guessed. */
const WRONG_LINKS_MAX = 30;
const ATTEMPT_WINDOW_MS = 15 * 60_000;
const ATTEMPT_KEYS_MAX = 10_000;
/** Of one session; more say nothing new. */
const REFUSED_USES_PER_MINUTE = 120;

export interface SignInLimits {
  byEmail: AttemptLimit;
  byAddress: AttemptLimit;
  /** Links that don't work, by what was asked and address. */
  wrongLinks: AttemptLimit;
  /** Uses of a disabled person's sessions that are written down. */
  refusedUses: AttemptLimit;
}

/** An external issuer: its tokens, and who its people are here. */
export interface ExternalIssuer {
  tokens: ExternalTokens;
  identities: ExternalIdentities;
}

/** What the sign-in use cases need. */
export interface SignInDeps {
  accounts: Accounts;
  sessions: Sessions;
  tickets: Tickets;
  keys: SigningKeys;
  passwords: Passwords;
  /** The external identity provider, where there is one. */
  external?: ExternalIssuer | undefined;
  limits: SignInLimits;
  clock: Clock;
  chance: Chance;
  /** Called when a session was ended on purpose, so that its sockets are closed everywhere. */
  sessionEnded(sessionId: string): void;
}

/** The limits of sign-in attempts; each instance counts for itself. */
export function makeSignInLimits(clock: Clock): SignInLimits {
  const shared = { windowMs: ATTEMPT_WINDOW_MS, keysMax: ATTEMPT_KEYS_MAX };
  return {
    refusedUses: new AttemptLimit({
      attemptsMax: REFUSED_USES_PER_MINUTE,
      windowMs: 60_000,
      keysMax: ATTEMPT_KEYS_MAX,
    }, clock),
    byEmail: new AttemptLimit({ attemptsMax: EMAIL_ATTEMPTS_MAX, ...shared }, clock),
    wrongLinks: new AttemptLimit({ attemptsMax: WRONG_LINKS_MAX, ...shared }, clock),
    byAddress: new AttemptLimit({ attemptsMax: ADDRESS_ATTEMPTS_MAX, ...shared }, clock),
  };
}
