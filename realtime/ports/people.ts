import type { AccountChange, AccountRefusal } from "../core/account_change.ts";
import type { Role } from "../core/identity.ts";
import type { AccountObject, UserObject } from "../core/objects.ts";
import type { Page, PageRequest } from "../core/page.ts";

/** Who changes something, from where: what the audit row says beside the change. */
export interface Actor {
  userId: number;
  sessionId: string;
  /** The network address that asked, where it is known. */
  address: string | undefined;
}

/** What a list of people may be narrowed by. */
export interface PeopleQuery extends PageRequest {
  /** Beginnings of words of the name, all of which must be there; for administrators also of the e-mail. */
  q?: string | undefined;
  role?: Role | undefined;
  disabled?: boolean | undefined;
}

/** Somebody new; the e-mail is in lower case. */
export interface NewPerson {
  email: string;
  name: string;
  role: Role;
  /** PHC string of argon2id. */
  passwordHash: string;
}

/** What became of a change. */
export type Changed =
  /** `ended` are the sessions that ended with it. */
  | { kind: "changed"; person: AccountObject; ended: string[] }
  | { kind: "absent" | "email_taken" | AccountRefusal }
  /** Whoever asked is no administrator any more. */
  | { kind: "actor_lost" };

/** What somebody may prove that they know, and what a new password is compared with. */
export interface PasswordHolder {
  email: string | null;
  name: string;
  /** PHC string of argon2id; undefined for people without a password. */
  passwordHash: string | undefined;
}

/** A session that is running. */
export interface RunningSession {
  sessionId: string;
  createdAtMs: number;
  /** Where the sign-in came from, where that is known. */
  address: string | undefined;
  /** By what the person knows the device again, where that is known. */
  device: string | undefined;
  /** Whether it is of a token of an external issuer. */
  isExternal: boolean;
}

/** The people of the clinic. Every change writes its audit rows in the same transaction. */
export interface People {
  /** Everybody but guests. */
  accounts(query: PeopleQuery): Promise<Page<AccountObject>>;
  /** Enabled patients and doctors, by name only. */
  choices(query: PeopleQuery): Promise<Page<UserObject>>;
  find(userId: number): Promise<AccountObject | undefined>;
  /** Adds somebody; undefined when the e-mail is taken. */
  add(person: NewPerson, actor: Actor): Promise<AccountObject | undefined>;
  /**
   * Changes somebody, unless it is the actor's own role or disabling. The actor is an enabled administrator while it is
   * written, so that one is left however many do this at once. Disabling and a new role end all sessions of the person.
   */
  change(userId: number, change: AccountChange, actor: Actor, nowMs: number): Promise<Changed>;
  /** What is known of a person's password. */
  passwordOf(userId: number): Promise<PasswordHolder | undefined>;
  /** Puts another hash in place and ends all sessions of the person; undefined for guests and nobody. */
  resetPassword(userId: number, hash: string, actor: Actor, nowMs: number): Promise<string[] | undefined>;
  /**
   * Replaces the actor's own hash and ends all of their sessions but this one; undefined when `from` is no longer
   * there.
   */
  changePassword(from: string, to: string, actor: Actor, nowMs: number): Promise<string[] | undefined>;
  /** Writes down that the actor's own password was given wrongly. */
  wrongPassword(actor: Actor): Promise<void>;
  /** Sessions of a person that run: the named one first, then the newest; at most `limit`. */
  sessions(userId: number, first: string, nowMs: number, limit: number): Promise<RunningSession[]>;
  /** Ends all sessions of the actor but this one, and gives their ids. */
  endOtherSessions(actor: Actor, nowMs: number): Promise<string[]>;
}
