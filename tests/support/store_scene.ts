import { conversationStore, openDirect } from "../../db/conversation_store.ts";
import { DataKeys } from "../../db/data_keys.ts";
import type { Database } from "../../db/database.ts";
import { openKeyring } from "../../db/keyring.ts";
import type { MessageObject } from "../../realtime/core/objects.ts";
import type { Appended, ConversationStore, NewMessage } from "../../realtime/ports/conversation_store.ts";
import type { Trail } from "../../realtime/ports/trail.ts";
import { addPerson, type LiveClinic } from "./live_clinic.ts";

export const TRAIL: Trail = { actorId: null, sessionId: null, action: "message.sent" };
const KEY = "0123456789abcdef0123456789abcdef";

/** The store of another process on the same database. */
export async function otherStore(db: Database): Promise<ConversationStore> {
  const clock = { now: () => Date.now() };
  return conversationStore(db, new DataKeys(await openKeyring(KEY, clock)));
}

/** A direct conversation of two new people. */
export async function newConversation(
  { db }: Pick<LiveClinic, "db">,
): Promise<{ conversationId: string; people: [number, number] }> {
  const [one, other] = [await addPerson(db, "One", "patient"), await addPerson(db, "Other", "doctor")];
  const people: [number, number] = [one.id, other.id];
  const { conversationId } = await db.transaction((sql) =>
    openDirect(sql, crypto.randomUUID(), people, TRAIL)
  );
  return { conversationId, people };
}

/** A text message with a client id of its own. */
export function textMessage(
  conversationId: string,
  senderId: number,
  changes: Partial<NewMessage> = {},
): NewMessage {
  return {
    messageId: crypto.randomUUID(),
    conversationId,
    senderId,
    clientId: crypto.randomUUID(),
    body: "hello",
    messageType: "text",
    callId: null,
    attachmentIds: [],
    createdAt: Date.now(),
    ...changes,
  };
}

/** Everything in a conversation, in order. */
export async function allMessages(
  store: ConversationStore,
  conversationId: string,
): Promise<MessageObject[]> {
  return (await store.messages(conversationId, { kind: "after", seq: 0, limit: 10_000 })).items;
}

/** The message of an attempt that made or found one; else throws. */
export function messageIn(appended: Appended): MessageObject {
  if (!("message" in appended)) throw new Error(`there is no message: ${appended.kind}`);
  return appended.message;
}

/** 1 to `count`. */
export function numbersTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
