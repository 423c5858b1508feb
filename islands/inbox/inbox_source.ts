import type { InboxEntry, UserObject } from "../../realtime/core/objects.ts";
import type { Page } from "../../realtime/core/page.ts";
import { ApiClient } from "../lib/api_client.ts";
import { INBOX_PER_PAGE, type InboxChoice } from "../models/inbox_model.ts";
import { type ConversationDraft, PEOPLE_PER_PAGE } from "../models/new_conversation.ts";

const api = new ApiClient();

/** The inbox's questions and commands, over the API. */
export const inboxSource = {
  async conversations({ q, unread }: InboxChoice, page: number): Promise<Page<InboxEntry>> {
    const query = { page, per_page: INBOX_PER_PAGE, q, unread: unread ? "true" : "false" } as const;
    const { conversations, ...rest } = await api.ask("GET /api/conversations", { query });
    return pageOf(conversations, rest);
  },
  async people(q: string, page: number): Promise<Page<UserObject>> {
    const { contacts, ...rest } = await api.ask("GET /api/contacts", {
      query: { page, per_page: PEOPLE_PER_PAGE, q },
    });
    return pageOf(contacts, rest);
  },
  async start(body: ConversationDraft): Promise<string> {
    return (await api.ask("POST /api/conversations", { body })).conversation.conversation_id;
  },
};

function pageOf<T>(items: T[], rest: { total: number; pages: number; current_page: number }): Page<T> {
  return { items, total: rest.total, pages: rest.pages, currentPage: rest.current_page };
}
