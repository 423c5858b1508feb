import type { MessageObject } from "../realtime/core/objects.ts";
import type { Appended, NewMessage } from "../realtime/ports/conversation_store.ts";
import type { DataKeys } from "./data_keys.ts";
import type { Database } from "./database.ts";
import { selectMessages } from "./message_rows.ts";

/** Most messages remembered of which nobody knows whether they are stored; the oldest leave first. */
const UNANSWERED_MAX = 10_000;

/** A message as it stands in the database right after it was written, when it names no files. */
export function appendedObject(
  message: NewMessage,
  { seq, inCall }: { seq: number; inCall: boolean },
): MessageObject {
  return {
    message_id: message.messageId,
    conversation_id: message.conversationId,
    seq,
    sender_id: message.senderId,
    body: message.body,
    message_type: message.messageType,
    in_call: inCall,
    call_id: message.callId,
    status: "sent",
    created_at: new Date(message.createdAt).toISOString(),
    delivered_at: null,
    read_at: null,
    attachment_ids: message.attachmentIds,
    receipts: [],
    client_id: message.clientId,
  };
}

/** Reads messages back where what was sent does not say all, and knows which were stored without anybody hearing of it. */
export class StoredMessages {
  readonly #db: Database;
  readonly #keys: DataKeys;
  readonly #unanswered = new Set<string>();

  constructor(db: Database, keys: DataKeys) {
    this.#db = db;
    this.#keys = keys;
  }

  /** Remembers a message whose sender was told that nothing is known of it. */
  noteUnanswered(messageId: string): void {
    this.#unanswered.add(messageId);
    const [oldest] = this.#unanswered;
    if (this.#unanswered.size > UNANSWERED_MAX && oldest !== undefined) this.#unanswered.delete(oldest);
  }

  /** A message that was written just now. */
  async appended(messageId: string): Promise<Appended> {
    try {
      return { kind: "appended", message: await this.#read(messageId) };
    } catch (error) {
      this.noteUnanswered(messageId);
      throw error;
    }
  }

  /**
   * What `message` comes to when its client id made the message `earlierId` before. One that nobody has heard of yet
   * counts as appended, so that the others in its conversation are told.
   */
  async repeated(earlierId: string, message: NewMessage): Promise<Appended> {
    const earlier = await this.#read(earlierId);
    if (!isSame(earlier, message)) return { kind: "conflict" };
    const isNews = this.#unanswered.delete(earlierId);
    return { kind: isNews ? "appended" : "repeated", message: earlier };
  }

  #read(messageId: string): Promise<MessageObject> {
    return this.#db.read(async (sql) => {
      const [stored] = await selectMessages(
        sql,
        this.#keys,
        sql`from messages m where m.message_id = ${messageId}`,
      );
      if (!stored) throw new Error("a written message has vanished");
      return stored;
    });
  }
}

function isSame(stored: MessageObject, message: NewMessage): boolean {
  return stored.conversation_id === message.conversationId && stored.body === message.body &&
    stored.message_type === message.messageType && stored.call_id === message.callId &&
    JSON.stringify(stored.attachment_ids) === JSON.stringify(message.attachmentIds);
}
