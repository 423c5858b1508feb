import type { Identity } from "./core/identity.ts";
import type { AccountObject } from "./core/objects.ts";
import { accept, type Outcome, refuse, refuseField } from "./core/outcome.ts";
import { PASSWORD_PROBLEM_TEXT, passwordProblem } from "./core/password_rules.ts";
import { actorOf, type Asking, type PeopleDeps } from "./people_deps.ts";
import type { RunningSession } from "./ports/people.ts";
import { readPerson } from "./read_people.ts";
import type { Limited } from "./open_session.ts";
import { queueLimited, takeAttempts } from "./sign_in_attempts.ts";

const WRONG = "The current password is wrong.";
/** Most sessions that are shown. */
const SESSIONS_MAX = 20;

/** What somebody sees of their own account. */
export interface OwnAccount {
  account: AccountObject;
  hasPassword: boolean;
  /** This one first, then the newest. */
  sessions: RunningSession[];
}

/** One's own account with the sessions that run. */
export async function readOwnAccount(
  { people, clock }: Pick<PeopleDeps, "people" | "clock">,
  who: Identity,
): Promise<Outcome<OwnAccount>> {
  const [account, holder, sessions] = await Promise.all([
    readPerson({ people }, who, who.userId),
    people.passwordOf(who.userId),
    people.sessions(who.userId, who.sessionId, clock.now(), SESSIONS_MAX),
  ]);
  if (!account.ok) return account;
  return accept({ account: account.value, hasPassword: holder?.passwordHash !== undefined, sessions });
}

export interface PasswordChange {
  current: string;
  next: string;
}

/**
 * Replaces one's own password and ends all of one's other sessions. Wrong current passwords count like those of a
 * sign-in, for the same e-mail.
 */
export async function changePassword(
  deps: PeopleDeps,
  { who, address }: Asking,
  { current, next }: PasswordChange,
): Promise<Outcome<null> | Limited> {
  const actor = actorOf(who, address);
  const holder = await deps.people.passwordOf(who.userId);
  if (!holder?.passwordHash || holder.email === null) {
    return refuse("conflict", "You sign in without a password, so there is none to change.");
  }
  const problem = passwordProblem(next, holder);
  if (problem) return refuseField("new_password", PASSWORD_PROBLEM_TEXT[problem]);
  const attempts = takeAttempts(deps.limits, holder.email, address);
  if (!attempts.ok) return attempts;
  let isWrong = false;
  try {
    const check = await deps.passwords.check(current, holder.passwordHash);
    if (!check.ok) return queueLimited(check);
    isWrong = !check.value.isRight;
    if (isWrong) {
      await deps.people.wrongPassword(actor);
      return { ...refuse("wrong_password", WRONG), errors: [{ path: "current_password", message: WRONG }] };
    }
    const hash = await deps.passwords.hash(next);
    if (!hash.ok) return queueLimited(hash);
    const ended = await deps.people.changePassword(holder.passwordHash, hash.value, actor, deps.clock.now());
    if (!ended) return refuse("conflict", "The password was changed elsewhere meanwhile.");
    ended.forEach(deps.sessionEnded);
    return accept(null);
  } finally {
    if (!isWrong) attempts.value.giveBack();
  }
}

/** Ends all of one's sessions but this one. */
export async function signOutElsewhere(
  deps: Pick<PeopleDeps, "people" | "clock" | "sessionEnded">,
  { who, address }: Asking,
): Promise<void> {
  const ended = await deps.people.endOtherSessions(actorOf(who, address), deps.clock.now());
  ended.forEach(deps.sessionEnded);
}
