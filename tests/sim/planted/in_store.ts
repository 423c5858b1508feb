import type { CallStore } from "../../../realtime/ports/call_store.ts";
import type { ConversationStore } from "../../../realtime/ports/conversation_store.ts";
import type { PlantedBug } from "./planted_bug.ts";
import { write } from "../store/calls.ts";
import { move, put, storedMessage } from "../store/conversations.ts";
import type { DatabaseSession } from "../store/database.ts";

function inConversations(
  change: (store: ConversationStore, session: DatabaseSession) => Partial<ConversationStore>,
): Pick<PlantedBug, "parts"> {
  return {
    parts: (parts, session) => {
      const { conversations } = parts;
      return { ...parts, conversations: { ...conversations, ...change(conversations, session) } };
    },
  };
}

function inCalls(
  change: (store: CallStore, session: DatabaseSession) => Partial<CallStore>,
): Pick<PlantedBug, "parts"> {
  return {
    parts: (parts, session) => ({ ...parts, calls: { ...parts.calls, ...change(parts.calls, session) } }),
  };
}

/** What a store may get wrong. */
export const plantedInStore: readonly PlantedBug[] = [
  {
    name: "a message is acknowledged before its commit",
    foundBy: ["acknowledged is stored"],
    faults: { storeErrorBefore: 0.02 },
    ...inConversations((store, { tables }) => ({
      append: (message, trail) => {
        store.append(message, trail).catch(() => undefined);
        const seq = (tables.conversations.get(message.conversationId)?.messages.length ?? 0) + 1;
        return Promise.resolve({ kind: "appended", message: storedMessage(tables, message, seq) });
      },
    })),
  },
  {
    name: "a message's client id is ignored",
    foundBy: ["written once, stored once"],
    faults: { storeErrorAfter: 0.02 },
    ...inConversations((store, { tables }) => ({
      append: (message, trail) =>
        store.append({ ...message, clientId: `${message.clientId} ${tables.places.size}` }, trail),
    })),
  },
  {
    name: "a number is read before the transaction that uses it",
    foundBy: ["numbers without gaps", "one message for a client id"],
    ...inConversations((_, session) => ({
      append: async (message) => {
        const { tables } = session;
        const conversation = tables.conversations.get(message.conversationId)!;
        const seq = await session.read(() => conversation.messages.length + 1);
        return await session.transaction((transaction) => {
          const stored = storedMessage(tables, message, seq);
          put(tables, conversation, stored, transaction);
          return { kind: "appended", message: stored } as const;
        });
      },
    })),
  },
  {
    name: "a late receipt moves a position back",
    foundBy: ["receipts only move forward"],
    ...inConversations((store, session) => ({
      mark: async (kind, messageId, userId, at, trail) => {
        const marked = await store.mark(kind, messageId, userId, at, trail);
        const conversation = session.tables.conversations.get(marked?.message.conversation_id ?? "");
        if (marked && conversation) {
          const { seq } = marked.message;
          move(session.tables, conversation, userId, { delivered: seq, read: kind === "read" ? seq : 0 });
        }
        return marked;
      },
    })),
  },
  {
    name: "a call is moved without looking at its version",
    foundBy: ["calls change one step at a time", "one winner", "one live call per user"],
    faults: { storeSlowMeanMs: 3_000, storeOutageMeanMs: Infinity },
    ...inCalls((_, session) => ({
      move: (from, to) =>
        session.transaction((transaction) => {
          write(session.tables, from, to, transaction);
          return true;
        }),
    })),
  },
  {
    name: "the second device to accept wins too",
    foundBy: ["one winner", "calls change one step at a time", "told once"],
    faults: { storeSlowMeanMs: 3_000, storeOutageMeanMs: Infinity, crashMeanMs: Infinity },
    ...inCalls((store, session) => ({
      move: (from, to, trail) =>
        to.status === "accepted" && from.status === "ringing"
          ? session.transaction((transaction) => {
            write(session.tables, from, to, transaction);
            return true;
          })
          : store.move(from, to, trail),
    })),
  },
  {
    name: "nobody is ever busy",
    foundBy: ["one live call per user"],
    ...inCalls((_, session) => ({
      place: (call) =>
        session.transaction(() => {
          session.tables.writeCall(call);
          return { kind: "placed", call } as const;
        }),
    })),
  },
  {
    name: "the sweep sees no deadlines",
    foundBy: ["calls end by their deadline"],
    ...inCalls(() => ({ sweep: () => Promise.resolve([]) })),
  },
  {
    name: "the facts of other instances are passed over",
    foundBy: ["every view is what is stored", "everyone is told"],
    faults: { busDrop: 0.1, crashMeanMs: 20_000 },
    parts: (parts) => ({
      ...parts,
      facts: { since: async (query) => ({ ...await parts.facts.since(query), facts: [] }) },
    }),
  },
  {
    name: "heads are one message behind",
    foundBy: ["every view is what is stored"],
    faults: { cutMeanMs: 1_000, offlineMeanMs: 5_000 },
    parts: (parts) => ({
      ...parts,
      heads: async (userId) => {
        const heads = await parts.heads(userId);
        const conversations = heads.conversations.map((one) => ({
          ...one,
          last_seq: Math.max(0, one.last_seq - 1),
        }));
        return { ...heads, conversations };
      },
    }),
  },
];
