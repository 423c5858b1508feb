import { isOver } from "../../../realtime/core/call.ts";
import { isoTime } from "../../../realtime/core/call_object.ts";
import type { ConversationObject, MessageObject } from "../../../realtime/core/objects.ts";
import { pageOf } from "../../../realtime/core/page.ts";
import type {
  Appended,
  ConversationStore,
  Marked,
  MessageWindow,
  NewMessage,
  ReceiptKind,
} from "../../../realtime/ports/conversation_store.ts";
import type { DatabaseSession, Transaction } from "./database.ts";
import type { Position, StoredConversation, Tables } from "./tables.ts";

/** Conversations with the promises of db/conversation_store.ts; all of them are there from the beginning. */
export function conversations(session: DatabaseSession): ConversationStore {
  const { tables } = session;
  const known = () => Promise.reject(new Error("conversations are made before the run"));
  return {
    participants: (id) => session.read(() => tables.conversations.get(id)?.participants),
    openDirect: known,
    openGroup: known,
    views: (id) =>
      session.read(() => {
        const found = tables.conversations.get(id);
        return found?.participants.map((userId) => ({
          userId,
          conversation: viewOf(tables, found, userId),
        })) ??
          [];
      }),
    find: (id, userId) =>
      session.read(() => {
        const found = tables.conversations.get(id);
        return found?.participants.includes(userId) ? viewOf(tables, found, userId) : undefined;
      }),
    list: (userId, request) =>
      session.read(() => {
        const own = [...tables.conversations.values()].filter((one) => one.participants.includes(userId));
        return pageOf(own.map((one) => viewOf(tables, one, userId)), own.length, request);
      }),
    append: (message) => session.transaction((transaction) => append(tables, message, transaction)),
    messages: (id, window) => session.read(() => messagesIn(tables.conversations.get(id), window)),
    messagesById: (ids) =>
      session.read(() => ids.flatMap((id) => tables.message(id) ?? []).sort((a, b) => a.seq - b.seq)),
    conversationOf: (messageId) => session.read(() => tables.places.get(messageId)?.conversationId),
    mark: (kind, messageId, userId, at) =>
      session.transaction((transaction) => mark(tables, { kind, messageId, userId, at }, transaction)),
  };
}

/** Writes a message with the next number of its conversation, once for each client id of its sender. */
export function append(tables: Tables, message: NewMessage, transaction: Transaction): Appended {
  const conversation = tables.conversations.get(message.conversationId);
  if (!conversation) throw new Error("there is no such conversation");
  const command = `${message.senderId} ${message.clientId}`;
  const earlier = tables.message(tables.commands.get(command) ?? "");
  if (earlier) {
    const isSame = earlier.body === message.body && earlier.conversation_id === message.conversationId;
    return isSame ? { kind: "repeated", message: earlier } : { kind: "conflict" };
  }
  tables.commands.set(command, message.messageId);
  const stored = storedMessage(tables, message, conversation.messages.length + 1);
  put(tables, conversation, stored, transaction);
  return { kind: "appended", message: stored };
}

/** Puts a numbered message into its conversation. */
export function put(
  tables: Tables,
  conversation: StoredConversation,
  message: MessageObject,
  transaction: Transaction,
): void {
  const { message_id: messageId, seq, sender_id: senderId } = message;
  conversation.messages.push(message);
  tables.places.set(messageId, { conversationId: conversation.id, seq: conversation.messages.length });
  const own = conversation.positions.get(senderId)!;
  if (own.delivered === seq - 1 && own.read === seq - 1) {
    conversation.positions.set(senderId, { delivered: seq, read: seq });
  }
  const fact = { kind: "message", messageId, conversationId: conversation.id, seq } as const;
  transaction.fact({ fact, users: conversation.participants });
  tables.told({ kind: "message", message });
}

/** The message as it is stored under this number. */
export function storedMessage(tables: Tables, message: NewMessage, seq: number): MessageObject {
  const call = message.callId === null ? undefined : tables.calls.get(message.callId);
  return {
    message_id: message.messageId,
    conversation_id: message.conversationId,
    seq,
    sender_id: message.senderId,
    body: message.body,
    message_type: message.messageType,
    in_call: call !== undefined && !isOver(call),
    call_id: message.callId,
    status: "sent",
    created_at: isoTime(message.createdAt),
    delivered_at: null,
    read_at: null,
    attachment_ids: [],
    receipts: [],
    client_id: message.clientId,
  };
}

interface Mark {
  kind: ReceiptKind;
  messageId: string;
  userId: number;
  at: number;
}

function mark(
  tables: Tables,
  { kind, messageId, userId, at }: Mark,
  transaction: Transaction,
): Marked | undefined {
  const place = tables.places.get(messageId);
  const conversation = place && tables.conversations.get(place.conversationId);
  const before = conversation?.positions.get(userId);
  if (!place || !conversation || !before) return undefined;
  const from = kind === "read" ? before.read : before.delivered;
  const moved = from < place.seq;
  if (moved) {
    const after = {
      delivered: Math.max(before.delivered, place.seq),
      read: kind === "read" ? place.seq : before.read,
    };
    move(tables, conversation, userId, after);
    for (let seq = from + 1; seq <= place.seq; seq++) receive(conversation, seq, { kind, userId, at });
    const fact = {
      kind: "receipt",
      receipt: kind,
      messageId,
      conversationId: conversation.id,
      seq: place.seq,
      userId,
      at,
    } as const;
    transaction.fact({ fact, users: conversation.participants });
  }
  return { message: conversation.messages[place.seq - 1]!, at, moved };
}

/** Moves a participant's position. */
export function move(
  tables: Tables,
  conversation: StoredConversation,
  userId: number,
  after: Position,
): void {
  const before = conversation.positions.get(userId)!;
  conversation.positions.set(userId, after);
  tables.told({ kind: "position", conversationId: conversation.id, userId, before, after });
}

function receive(conversation: StoredConversation, seq: number, mark: Omit<Mark, "messageId">): void {
  const message = conversation.messages[seq - 1];
  if (!message || message.sender_id === mark.userId) return;
  const at = isoTime(mark.at);
  const held = message.receipts.find((one) => one.user_id === mark.userId);
  const receipt = {
    user_id: mark.userId,
    delivered_at: held?.delivered_at ?? at,
    read_at: held?.read_at ?? (mark.kind === "read" ? at : null),
  };
  const receipts = [...message.receipts.filter((one) => one.user_id !== mark.userId), receipt];
  const others = conversation.participants.filter((id) => id !== message.sender_id);
  const all = (kind: keyof Position) => others.every((id) => conversation.positions.get(id)![kind] >= seq);
  const status = message.status === "read" || all("read")
    ? "read"
    : all("delivered")
    ? "delivered"
    : message.status;
  conversation.messages[seq - 1] = {
    ...message,
    receipts: receipts.sort((a, b) => a.user_id - b.user_id),
    status,
    delivered_at: message.delivered_at ?? (status === "sent" ? null : at),
    read_at: message.read_at ?? (status === "read" ? at : null),
  };
}

function messagesIn(conversation: StoredConversation | undefined, window: MessageWindow) {
  const all = conversation?.messages ?? [];
  if (window.kind === "after") {
    return pageOf(all.slice(window.seq, window.seq + window.limit), all.length, {
      page: 1,
      perPage: window.limit,
    });
  }
  const perPage = window.kind === "page" ? window.request.perPage : window.limit;
  const page = window.kind === "page" ? window.request.page : 1;
  const newest = window.kind === "page" ? all.length - (page - 1) * perPage : window.seq - 1;
  return pageOf(all.slice(Math.max(0, newest - perPage), Math.max(0, newest)), all.length, { page, perPage });
}

/** A conversation as one of its participants sees it. */
function viewOf(tables: Tables, stored: StoredConversation, userId: number): ConversationObject {
  const position = stored.positions.get(userId);
  return {
    conversation_id: stored.id,
    conversation_type: stored.groupName === null ? "direct" : "group",
    group_name: stored.groupName,
    unread_count: stored.messages.length - (position?.read ?? 0),
    last_seq: stored.messages.length,
    last_message_at: stored.messages.at(-1)?.created_at ?? null,
    participant_ids: [...stored.participants],
    participants: stored.participants.flatMap((id) => tables.users.get(id) ?? []),
  };
}
