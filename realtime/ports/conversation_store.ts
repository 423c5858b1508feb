import type { MessageType } from "../core/fields.ts";
import type { ConversationObject, MessageObject } from "../core/objects.ts";
import type { Page, PageRequest } from "../core/page.ts";
import type { Trail } from "./trail.ts";

/** Where a participant stands in a conversation. */
export interface Head {
  conversation_id: string;
  last_seq: number;
  delivered_seq: number;
  read_seq: number;
}

export interface NewMessage {
  messageId: string;
  conversationId: string;
  senderId: number;
  clientId: string;
  body: string;
  messageType: MessageType;
  callId: string | null;
  attachmentIds: string[];
  createdAt: number;
}

/** What became of an attempt to write a message. */
export type Appended =
  | { kind: "appended" | "repeated"; message: MessageObject }
  /** The client id was used for something else. */
  | { kind: "conflict" }
  /** A call or an attachment is named that is not the sender's to name. */
  | { kind: "unknown_reference"; field: "call_id" | "attachment_ids" };

/** A receipt that moved a participant's position forward. */
export interface Marked {
  message: MessageObject;
  at: number;
  /** False when it stood there already. */
  moved: boolean;
}

export type ReceiptKind = "delivered" | "read";

/** Which messages of a conversation are asked for. */
export type MessageWindow =
  | { kind: "page"; request: PageRequest }
  | { kind: "after"; seq: number; limit: number }
  | { kind: "before"; seq: number; limit: number };

/** Conversations and their messages; bodies are encrypted at rest. */
export interface ConversationStore {
  /** The participants' user ids, or undefined when there is no such conversation. */
  participants(conversationId: string): Promise<number[] | undefined>;
  /** The one direct conversation of two people, made when it is not there. */
  openDirect(
    conversationId: string,
    users: [number, number],
    trail: Trail,
  ): Promise<{ conversationId: string; made: boolean }>;
  openGroup(conversationId: string, users: number[], name: string, trail: Trail): Promise<void>;
  find(conversationId: string, userId: number): Promise<ConversationObject | undefined>;
  list(userId: number, request: PageRequest): Promise<Page<ConversationObject>>;
  append(message: NewMessage, trail: Trail): Promise<Appended>;
  messages(conversationId: string, window: MessageWindow): Promise<Page<MessageObject>>;
  /** The conversation that holds this message. */
  conversationOf(messageId: string): Promise<string | undefined>;
  /** Marks this message and all before it for one participant; only ever moves forward. */
  mark(
    kind: ReceiptKind,
    messageId: string,
    userId: number,
    at: number,
    trail: Trail,
  ): Promise<Marked | undefined>;
}
