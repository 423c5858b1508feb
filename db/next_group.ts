import type { NewMessage } from "../realtime/ports/conversation_store.ts";

/** Most messages of a group. */
export const GROUP_MAX = 250;
/** Most text of a group, in UTF-16 code units, whatever number of messages that is. */
export const GROUP_LENGTH_MAX = 500_000;

/** A message that waits to be written. */
export interface Candidate {
  message: NewMessage;
  /** Whether all that it needs is at hand. */
  isReady: boolean;
}

/**
 * Takes out of those that wait, in the order of their arrival, what can be written now; gives it and the rest. A conversation
 * that is in flight would only wait for its own lock, and with a message that has to wait the later ones of its
 * conversation wait too. The same client id is looked at again once its first message is decided.
 */
export function nextGroup<C extends Candidate>(
  waiting: readonly C[],
  flying: Iterable<Candidate>,
): { group: C[]; rest: C[] } {
  const inFlight = [...flying].map((one) => one.message);
  const conversations = new Set(inFlight.map((one) => one.conversationId));
  const commands = new Set(inFlight.map(commandOf));
  const group: C[] = [];
  const rest: C[] = [];
  let length = 0;
  for (const one of waiting) {
    const { conversationId, body } = one.message;
    const command = commandOf(one.message);
    const hasRoom = group.length < GROUP_MAX &&
      (group.length === 0 || length + body.length <= GROUP_LENGTH_MAX);
    if (hasRoom && one.isReady && !conversations.has(conversationId) && !commands.has(command)) {
      group.push(one);
      commands.add(command);
      length += body.length;
    } else {
      rest.push(one);
      conversations.add(conversationId);
    }
  }
  return { group, rest };
}

/** What makes two messages the same command. */
function commandOf({ senderId, clientId }: NewMessage): string {
  return `${senderId} ${clientId}`;
}
