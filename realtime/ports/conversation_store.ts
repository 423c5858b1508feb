import type { MessageType } from "../core/fields.ts";
import type { ContentProblem } from "../core/message_content.ts";
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
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/** What became of an attempt to write a message. */
export type Appended =
  | { kind: "appended" | "repeated"; message: MessageObject }
  /** The client id was used for something else. */
  | { kind: "conflict" }
  /** A call or an attachment is named that is not the sender's to name. */
  | { kind: "unknown_reference"; field: "call_id" | "attachment_ids" }
  /** An attachment is not of a kind that this type of message takes. */
  | { kind: "wrong_content"; problem: ContentProblem };

/** A group conversation to be made; the same client id of one person makes one, for ever. */
export interface NewGroup {
  conversationId: string;
  users: readonly number[];
  name: string;
  createdBy: number;
  clientId: string | null;
}

/** What became of an attempt to make a group conversation. */
export type OpenedGroup =
  | { kind: "made" | "repeated"; conversationId: string }
  /** The client id made another conversation. */
  | { kind: "conflict" };

/** A conversation as one of its participants sees it. */
export interface ConversationView {
  userId: number;
  conversation: ConversationObject;
}

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
  openGroup(group: NewGroup, trail: Trail): Promise<OpenedGroup>;
  /** The conversation as each of its participants sees it. */
  views(conversationId: string): Promise<ConversationView[]>;
  find(conversationId: string, userId: number): Promise<ConversationObject | undefined>;
  list(userId: number, request: PageRequest): Promise<Page<ConversationObject>>;
  /**
   * Stores a message with the next number of its conversation. Returned means committed; the same sender and client id
   * never make a second one. Throws Unavailable when that is uncertain or too many messages wait.
   */
  append(message: NewMessage, trail: Trail): Promise<Appended>;
  messages(conversationId: string, window: MessageWindow): Promise<Page<MessageObject>>;
  /** These messages, as far as they are there, in the order of their numbers. */
  messagesById(messageIds: readonly string[]): Promise<MessageObject[]>;
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
