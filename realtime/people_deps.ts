import type { Identity } from "./core/identity.ts";
import type { Actor, People } from "./ports/people.ts";
import type { SignInDeps } from "./sign_in_deps.ts";

/** What the use cases of people and passwords need. */
export interface PeopleDeps
  extends Pick<SignInDeps, "passwords" | "limits" | "clock" | "chance" | "sessionEnded"> {
  people: People;
  /** Ends the live call of somebody who may not go on with it. */
  endCallOf(userId: number, by: Identity): Promise<void>;
}

/** Who acts, for the audit log. */
export function actorOf(who: Identity, address: string | undefined): Actor {
  return { userId: who.userId, sessionId: who.sessionId, address };
}

/** Somebody who asks, and the network address they ask from, where it is known. */
export interface Asking {
  who: Identity;
  address: string | undefined;
}
