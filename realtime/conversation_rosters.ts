import type { Clock } from "./ports/clock.ts";
import type { ConversationStore } from "./ports/conversation_store.ts";
import { remember } from "./remember.ts";

/** How long participants are believed, in milliseconds: a change of rights is to be felt within a second. */
const BELIEVED_MS = 800;
/** Most conversations remembered. */
const ROSTERS_MAX = 10_000;

type Participants = ConversationStore["participants"];

/** The same reader, which asks once for what is asked for again and again: everybody who writes or types asks it. */
export function rememberParticipants(participants: Participants, clock: Clock): Participants {
  const known = new Map<string, { at: number; users: Promise<number[] | undefined> }>();
  return async (conversationId) => {
    const now = clock.now();
    const earlier = known.get(conversationId);
    // A clock may be set back.
    if (earlier && Math.abs(now - earlier.at) < BELIEVED_MS) return await earlier.users;
    const entry = { at: now, users: participants(conversationId) };
    remember(known, conversationId, entry, ROSTERS_MAX);
    try {
      const users = await entry.users;
      // One that is only just being made must be found as soon as it is there.
      if (users === undefined) known.delete(conversationId);
      return users;
    } catch (error) {
      known.delete(conversationId);
      throw error;
    }
  };
}
