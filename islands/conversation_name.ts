import type { ConversationObject } from "../realtime/core/objects.ts";
import { listOf } from "./list_of.ts";

/** What a conversation is called for one of its people: a group's name, or those of the others. */
export function conversationName(
  { group_name, participants }: Pick<ConversationObject, "group_name" | "participants">,
  me: number,
): string {
  return group_name ?? listOf(participants.filter((one) => one.id !== me).map((one) => one.name));
}
