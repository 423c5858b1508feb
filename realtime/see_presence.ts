import type { PresenceStatus } from "./core/fields.ts";
import type { Identity } from "./core/identity.ts";
import type { PresenceObject } from "./core/objects.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import { may } from "./core/rights.ts";
import type { Directory } from "./ports/directory.ts";
import type { PresenceBoard } from "./presence_board.ts";

export interface SeePresenceDeps {
  board: PresenceBoard;
  directory: Pick<Directory, "acquaintances">;
}

/** The presence of one user, for those who share an appointment or a conversation with them. */
export async function seePresence(
  deps: SeePresenceDeps,
  who: Identity,
  userId: number,
): Promise<Outcome<PresenceObject>> {
  const isKnown = userId === who.userId || (await deps.directory.acquaintances(who.userId)).includes(userId);
  const [presence] = may(who.role, "presence.see", isKnown ? "participant" : "stranger")
    ? await deps.board.of([userId], who.userId)
    : [];
  return presence ? accept(presence) : refuse("not_found", "There is no such person.");
}

/** Sets one's own status: on one connection, or on all of them when asked over HTTP. */
export async function updatePresence(
  deps: SeePresenceDeps,
  who: Identity,
  status: PresenceStatus,
  connectionId?: string,
): Promise<Outcome<PresenceObject>> {
  deps.board.update(who.userId, status, connectionId);
  return await seePresence(deps, who, who.userId);
}
