import type { AccountChange, AccountRefusal } from "./core/account_change.ts";
import type { Role } from "./core/identity.ts";
import type { AccountObject } from "./core/objects.ts";
import { accept, type Outcome, refuse, type Refused, refuseField } from "./core/outcome.ts";
import { PASSWORD_PROBLEM_TEXT, passwordProblem } from "./core/password_rules.ts";
import { may } from "./core/rights.ts";
import { makePassword } from "./make_password.ts";
import { actorOf, type Asking, type PeopleDeps } from "./people_deps.ts";
import { NO_LIST, NO_PERSON } from "./read_people.ts";
import { queueLimited } from "./sign_in_attempts.ts";

/** Somebody to add, as an administrator says it; the e-mail is in lower case. */
export interface AddRequest {
  email: string;
  name: string;
  role: Role;
  password?: string | undefined;
}

export interface Added {
  person: AccountObject;
  /** The password that was made, where none was given: the only copy. */
  password: string | undefined;
}

const WHY: Record<AccountRefusal | "email_taken", string> = {
  email_taken: "Somebody with this e-mail is there already.",
  oneself: "Nobody can disable themselves or change their own role. Ask another administrator.",
  guest: "A guest has neither an e-mail nor another role.",
};

/** Adds somebody who may sign in from now on. */
export async function addPerson(
  deps: PeopleDeps,
  { who, address }: Asking,
  request: AddRequest,
): Promise<Outcome<Added>> {
  if (!may(who.role, "user.manage", "stranger")) return NO_LIST;
  const problem = request.password === undefined ? undefined : passwordProblem(request.password, request);
  if (problem) return refuseField("password", PASSWORD_PROBLEM_TEXT[problem]);
  const made = request.password === undefined ? makePassword(deps.chance) : undefined;
  const hash = await deps.passwords.hash(request.password ?? made ?? "");
  if (!hash.ok) return queueLimited(hash);
  const { email, name, role } = request;
  const person = await deps.people.add(
    { email, name, role, passwordHash: hash.value },
    actorOf(who, address),
  );
  return person ? accept({ person, password: made }) : conflict("email_taken");
}

/**
 * Changes name, role, e-mail or whether somebody may sign in. Disabling and a new role end all of their sessions;
 * disabling ends their live call too. Said again it does again what may have been left undone.
 */
export async function changePerson(
  deps: PeopleDeps,
  { who, address }: Asking,
  userId: number,
  change: AccountChange,
): Promise<Outcome<AccountObject>> {
  if (!may(who.role, "user.manage", "stranger")) return NO_PERSON;
  const changed = await deps.people.change(userId, change, actorOf(who, address), deps.clock.now());
  if (changed.kind === "absent") return NO_PERSON;
  if (changed.kind === "actor_lost") return refuse("unauthorized", "This session is over.");
  if (changed.kind !== "changed") return conflict(changed.kind);
  try {
    // Before their sockets close, so that their own devices hear of it.
    if (change.disabled) await deps.endCallOf(userId, who);
  } finally {
    changed.ended.forEach(deps.sessionEnded);
  }
  return accept(changed.person);
}

/** Makes a new password for somebody else and ends all of their sessions; it is given out this once. */
export async function resetPassword(
  deps: PeopleDeps,
  { who, address }: Asking,
  userId: number,
): Promise<Outcome<string>> {
  if (!may(who.role, "user.manage", "stranger")) return NO_PERSON;
  // Else whoever finds an administrator's open window has the account for good.
  if (userId === who.userId) return refuse("conflict", "Change your own password with the one you have.");
  const person = await deps.people.find(userId);
  if (!person) return NO_PERSON;
  if (person.is_guest) return refuse("conflict", "A guest signs in by an invitation, without a password.");
  const password = makePassword(deps.chance);
  const hash = await deps.passwords.hash(password);
  if (!hash.ok) return queueLimited(hash);
  const ended = await deps.people.resetPassword(userId, hash.value, actorOf(who, address), deps.clock.now());
  if (!ended) return NO_PERSON;
  ended.forEach(deps.sessionEnded);
  return accept(password);
}

function conflict(why: keyof typeof WHY): Refused {
  const refused = refuse("conflict", WHY[why]);
  return why === "email_taken" ? { ...refused, errors: [{ path: "email", message: WHY[why] }] } : refused;
}
