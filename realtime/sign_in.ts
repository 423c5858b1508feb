import { addressGroup } from "./core/ip_address.ts";
import type { UserObject } from "./core/objects.ts";
import { accept, type Outcome, refuse, type Refused } from "./core/outcome.ts";
import type { Account } from "./ports/accounts.ts";
import { makeSecret } from "./secret.ts";
import { SESSION_LIFETIME_MS, sessionCookieValue } from "./session_life.ts";
import type { SignInDeps } from "./sign_in_deps.ts";
import { type IssuedToken, issueToken } from "./tokens.ts";

/** How long to wait when too many passwords are being checked, in seconds. */
const QUEUE_RETRY_SECONDS = 5;

export interface SignInRequest {
  email: string;
  password: string;
  /** Where the request came from, if that is known. */
  address: string | undefined;
}

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
 * Opens a session for the right e-mail and password. Unknown e-mails, wrong passwords and disabled accounts get the
 * same answer after the same work; only refused attempts count towards the limits.
 */
export async function signIn(deps: SignInDeps, request: SignInRequest): Promise<Outcome<SignedIn> | Limited> {
  const email = request.email.trim().toLowerCase();
  const attempts = takeAttempts(deps, email, request.address);
  if (!attempts.ok) return attempts;
  let isWrong = false;
  try {
    const account = await deps.accounts.findByEmail(email);
    const check = await checkPassword(deps, request.password, account);
    if (!check.ok) return check.code === "rate_limited" ? limited(check.message, QUEUE_RETRY_SECONDS) : check;
    isWrong = !check.value || !account;
    if (!check.value || !account) {
      await deps.sessions.refused(account?.id, { address: request.address });
      return refuse("unauthorized", "The e-mail or the password is wrong.");
    }
    deps.limits.byEmail.clear(email);
    return accept(await openSession(deps, account, request.address));
  } finally {
    if (!isWrong) attempts.value.giveBack();
  }
}

function takeAttempts(
  { limits }: SignInDeps,
  email: string,
  address: string | undefined,
): Outcome<{ giveBack(): void }> | Limited {
  const byAddress = limits.byAddress.take(addressGroup(address ?? "unknown"));
  const byEmail = byAddress.ok ? limits.byEmail.take(email) : byAddress;
  if (!byAddress.ok || !byEmail.ok) {
    if (byAddress.ok) byAddress.attempt.giveBack();
    const seconds = byEmail.ok ? 0 : byEmail.retryAfterSeconds;
    return limited(`Too many attempts. Please try again in ${inWords(seconds)}.`, seconds);
  }
  return accept({
    giveBack() {
      byAddress.attempt.giveBack();
      byEmail.attempt.giveBack();
    },
  });
}

/** Whether the password is right; renews a hash that was made with other parameters. */
async function checkPassword(
  { accounts, passwords }: SignInDeps,
  password: string,
  account: Account | undefined,
): Promise<Outcome<boolean>> {
  const phc = account?.isDisabled ? undefined : account?.passwordHash;
  const check = await passwords.check(password, phc);
  if (!check.ok) return check;
  if (account && phc !== undefined && check.value.isRight && check.value.isOutdated) {
    const fresh = await passwords.hash(password);
    if (fresh.ok) await accounts.replaceHash(account.id, phc, fresh.value);
  }
  return accept(check.value.isRight);
}

async function openSession(
  deps: SignInDeps,
  account: Account,
  address: string | undefined,
): Promise<SignedIn> {
  const sessionId = deps.chance.uuid();
  const secret = await makeSecret(deps.chance);
  // Before the row is written: a session that nobody was told of would only lie there.
  const issued = await issueToken(deps, { userId: account.id, sessionId });
  const createdAtMs = deps.clock.now();
  const expiresAtMs = createdAtMs + SESSION_LIFETIME_MS;
  await deps.sessions.open(
    { sessionId, userId: account.id, secretHash: secret.hash, createdAtMs, expiresAtMs },
    { address },
  );
  return {
    ...issued,
    user: { id: account.id, name: account.name, role: account.role },
    cookie: sessionCookieValue(sessionId, secret.text),
    sessionExpiresAtMs: expiresAtMs,
  };
}

function limited(message: string, retryAfterSeconds: number): Limited {
  return { ok: false, code: "rate_limited", message, retryAfterSeconds };
}

function inWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return minutes > 1 ? `${minutes} minutes` : "a minute";
}
