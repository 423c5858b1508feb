import { accept, type Outcome, refuse } from "./core/outcome.ts";
import { type Limited, openSession, type SignedIn } from "./open_session.ts";
import type { Account, SignInTrace } from "./ports/accounts.ts";
import { queueLimited, takeAttempts } from "./sign_in_attempts.ts";
import type { SignInDeps } from "./sign_in_deps.ts";

export interface SignInRequest extends SignInTrace {
  email: string;
  password: string;
}

/**
 * Opens a session for the right e-mail and password. Unknown e-mails, wrong passwords and disabled accounts get the
 * same answer after the same work; only refused attempts count towards the limits.
 */
export async function signIn(deps: SignInDeps, request: SignInRequest): Promise<Outcome<SignedIn> | Limited> {
  const email = request.email.trim().toLowerCase();
  const attempts = takeAttempts(deps.limits, email, request.address);
  if (!attempts.ok) return attempts;
  let isWrong = false;
  try {
    const opened = await openIfRight(deps, email, request);
    if (!opened.ok) return queueLimited(opened);
    const { account, signedIn } = opened.value;
    isWrong = !signedIn;
    if (!signedIn) {
      await deps.sessions.refused(account?.id, { address: request.address });
      return refuse("unauthorized", "The e-mail or the password is wrong.");
    }
    deps.limits.byEmail.clear(email);
    return accept(signedIn);
  } finally {
    if (!isWrong) attempts.value.giveBack();
  }
}

async function openIfRight(
  deps: SignInDeps,
  email: string,
  request: SignInRequest,
  triesLeft = 1,
): Promise<Outcome<{ account: Account | undefined; signedIn: SignedIn | undefined }>> {
  const account = await deps.accounts.findByEmail(email);
  const check = await checkPassword(deps, request.password, account);
  if (!check.ok) return check;
  const { isRight, phc } = check.value;
  if (!isRight || !account) return accept({ account, signedIn: undefined });
  const signedIn = await openSession(deps, { ...account, passwordHash: phc }, request);
  // Another sign-in of the same person may have renewed the hash; a new password is found wrong now.
  if (!signedIn && triesLeft > 0) return await openIfRight(deps, email, request, triesLeft - 1);
  return accept({ account, signedIn });
}

/** Whether the password is right, by which hash; renews one that was made with other parameters. */
async function checkPassword(
  { accounts, passwords }: SignInDeps,
  password: string,
  account: Account | undefined,
): Promise<Outcome<{ isRight: boolean; phc: string | undefined }>> {
  const phc = account?.isDisabled ? undefined : account?.passwordHash;
  const check = await passwords.check(password, phc);
  if (!check.ok) return check;
  const { isRight, isOutdated } = check.value;
  if (account && phc !== undefined && isRight && isOutdated) {
    const fresh = await passwords.hash(password);
    if (fresh.ok && await accounts.replaceHash(account.id, phc, fresh.value)) {
      return accept({ isRight, phc: fresh.value });
    }
  }
  return accept({ isRight, phc });
}
