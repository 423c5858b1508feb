import { addressGroup } from "./core/ip_address.ts";
import { accept, type Outcome, type Refused } from "./core/outcome.ts";
import { type Limited, limited } from "./open_session.ts";
import type { SignInLimits } from "./sign_in_deps.ts";

/** How long to wait when too many passwords are being checked, in seconds. */
const QUEUE_RETRY_SECONDS = 5;

/**
 * Counts an attempt to give the password of this e-mail, lower case, from this address, or says when the next one may
 * come. Only wrong ones count: the others are given back.
 */
export function takeAttempts(
  limits: SignInLimits,
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

/** A refusal of the passwords' queue with when to come again; others as they are. */
export function queueLimited(refused: Refused): Refused | Limited {
  return refused.code === "rate_limited" ? limited(refused.message, QUEUE_RETRY_SECONDS) : refused;
}

function inWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return minutes > 1 ? `${minutes} minutes` : "a minute";
}
