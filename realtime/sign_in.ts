import { addressGroup } from "./core/ip_address.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import { type Limited, limited, openSession, type SignedIn } from "./open_session.ts";
import type { Account } from "./ports/accounts.ts";
import type { SignInDeps } from "./sign_in_deps.ts";

/** How long to wait when too many passwords are being checked, in seconds. */
const QUEUE_RETRY_SECONDS = 5;

export interface SignInRequest {
  email: string;
  password: string;
  /** Where the request came from, if that is known. */
  address: string | undefined;
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

function inWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return minutes > 1 ? `${minutes} minutes` : "a minute";
}
