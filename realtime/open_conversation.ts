import type { ChatDeps } from "./chat_deps.ts";
import type { Identity } from "./core/identity.ts";
import type { ConversationObject } from "./core/objects.ts";
import { accept, type Outcome, refuse, refuseField } from "./core/outcome.ts";
import { may } from "./core/rights.ts";
import { tellConversation } from "./tell_conversation.ts";

/** What a group is called that was given no name. */
const GROUP_NAME = "Group";

export interface ConversationRequest {
  participant_ids: number[];
  conversation_type: "direct" | "group";
  group_name?: string;
  /** Of a group: the same one never makes a second. A direct conversation is there once anyway. */
  client_id?: string;
}

/** A conversation that is there now, and whether it was made just now. */
export interface OpenedConversation {
  conversation: ConversationObject;
  made: boolean;
}

/**
 * Opens a conversation with people one shares an appointment or a conversation with. A direct one that exists, and a
 * group that the same client id made, are returned as they are (`made: false`). Everybody in a new one is told of it.
 */
export async function openConversation(
  deps: ChatDeps,
  who: Identity,
  request: ConversationRequest,
): Promise<Outcome<OpenedConversation>> {
  const others = [...new Set(request.participant_ids)].filter((id) => id !== who.userId);
  const known = await deps.directory.acquaintances(who.userId);
  const relation = others.length > 0 && others.every((id) => known.includes(id)) ? "participant" : "stranger";
  if (!may(who.role, "conversation.open", relation)) {
    return refuse("not_found", "There is no such person to write to.");
  }
  if (!await keepsGuestsApart(deps, [who.userId, ...others])) {
    return refuse("not_found", "There is no such person to write to.");
  }
  const opened = request.conversation_type === "direct"
    ? await openDirect(deps, who, others)
    : await openGroup(deps, who, others, request);
  if (!opened.ok) return opened;
  const { conversationId, made, isNews } = opened.value;
  const conversation = isNews
    ? (await tellConversation(deps, who, conversationId)).find((one) => one.userId === who.userId)
      ?.conversation
    : await deps.conversations.find(conversationId, who.userId);
  return conversation
    ? accept({ conversation, made })
    : refuse("not_found", "There is no such conversation.");
}

/** A guest belongs to one visit: nobody from outside of it gets into a conversation with them. */
async function keepsGuestsApart(deps: ChatDeps, people: readonly number[]): Promise<boolean> {
  const guests = (await deps.directory.users(people)).filter((one) => one.is_guest);
  for (const guest of guests) {
    const known = await deps.directory.acquaintances(guest.id);
    if (!people.every((id) => id === guest.id || known.includes(id))) return false;
  }
  return true;
}

interface Opened {
  conversationId: string;
  made: boolean;
  /** Whether the others have to hear of it: also when a command comes again, whose first answer may have been lost. */
  isNews: boolean;
}

async function openDirect(
  deps: ChatDeps,
  who: Identity,
  [first, ...more]: readonly number[],
): Promise<Outcome<Opened>> {
  if (first === undefined || more.length > 0) {
    const message = "A direct conversation has exactly one other participant.";
    return refuseField("participant_ids", message);
  }
  const opened = await deps.conversations.openDirect(deps.newId(), [who.userId, first], trailOf(who));
  return accept({ ...opened, isNews: opened.made });
}

async function openGroup(
  deps: ChatDeps,
  who: Identity,
  others: readonly number[],
  request: ConversationRequest,
): Promise<Outcome<Opened>> {
  const opened = await deps.conversations.openGroup({
    conversationId: deps.newId(),
    users: [who.userId, ...others],
    name: request.group_name ?? GROUP_NAME,
    createdBy: who.userId,
    clientId: request.client_id ?? null,
  }, trailOf(who));
  if (opened.kind === "conflict") {
    return refuse("conflict", "This client_id was used for another conversation.");
  }
  return accept({ conversationId: opened.conversationId, made: opened.kind === "made", isNews: true });
}

function trailOf(who: Identity) {
  return { actorId: who.userId, sessionId: who.sessionId, action: "conversation.opened" };
}
