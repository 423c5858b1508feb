import type { Identity } from "./core/identity.ts";
import type { InboxEntry, UserObject } from "./core/objects.ts";
import type { Page } from "./core/page.ts";
import type { ContactQuery, Inbox, InboxQuery } from "./ports/inbox.ts";

export interface InboxDeps {
  inbox: Inbox;
}

/** One's own conversations, the last written one first. */
export function listConversations(
  deps: InboxDeps,
  who: Identity,
  query: InboxQuery,
): Promise<Page<InboxEntry>> {
  return deps.inbox.list(who.userId, query);
}

/** People one may write to; `openConversation` refuses all others. */
export function listContacts(deps: InboxDeps, who: Identity, query: ContactQuery): Promise<Page<UserObject>> {
  return deps.inbox.contacts(who.userId, query);
}
