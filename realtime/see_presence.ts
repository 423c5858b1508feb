import type { PresenceStatus } from "./core/fields.ts";
import type { Identity } from "./core/identity.ts";
import type { PresenceObject } from "./core/objects.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import { may } from "./core/rights.ts";
import type { Directory } from "./ports/directory.ts";
import type { PresenceBoard } from "./presence_board.ts";

export interface SeePresenceDeps {
  board: PresenceBoard;
  directory: Pick<Directory, "acquaintances" | "appointment">;
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

/** What somebody says of themselves; which call they are in is known. */
export interface OwnPresence {
  status: PresenceStatus;
  current_appointment_id?: number | null;
}

/** Sets one's own status, and the appointment one is at: on one connection, or on all of them when asked over HTTP. */
export async function updatePresence(
  deps: SeePresenceDeps,
  who: Identity,
  { status, current_appointment_id: appointmentId = null }: OwnPresence,
  connectionId?: string,
): Promise<Outcome<PresenceObject>> {
  if (appointmentId !== null && !await deps.directory.appointment(appointmentId, who.userId)) {
    return refuse("not_found", "There is no such appointment.");
  }
  await deps.board.update(who.userId, { status, appointmentId }, connectionId);
  return await seePresence(deps, who, who.userId);
}
