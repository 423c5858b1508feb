import type { MessageObject } from "../../realtime/core/objects.ts";

/** Messages asked for at once; the most that the server gives. */
export const MESSAGES_PER_REQUEST = 100;

/** Reads stored messages of one conversation, ascending by number. Rejects when no answer can be had. */
export interface MessageHistory {
  after(seq: number): Promise<MessageObject[]>;
  before(seq: number): Promise<MessageObject[]>;
}

/** The history of a conversation over `GET /api/conversations/:id/messages`; `read` gets JSON from a path. */
export function messageHistory(
  conversationId: string,
  read: (path: string) => Promise<{ messages: MessageObject[] }>,
): MessageHistory {
  const ask = async (position: "after_seq" | "before_seq", seq: number): Promise<MessageObject[]> => {
    const query = new URLSearchParams({ [position]: String(seq), per_page: String(MESSAGES_PER_REQUEST) });
    return (await read(`/api/conversations/${conversationId}/messages?${query}`)).messages;
  };
  return { after: (seq) => ask("after_seq", seq), before: (seq) => ask("before_seq", seq) };
}
