import type { InboxEntry, UserObject } from "../core/objects.ts";
import type { Page, PageRequest } from "../core/page.ts";

/** Which of one's own conversations are asked for. */
export interface InboxQuery extends PageRequest {
  /** Words of the names of people or of the group. */
  q?: string | undefined;
  /** Only those with something that one has not read. */
  unread?: boolean | undefined;
}

/** Who is looked up to be written to. */
export interface ContactQuery extends PageRequest {
  /** Beginnings of words of the name. */
  q?: string | undefined;
}

/** One person's view over all of their conversations, and of whom they may write to. */
export interface Inbox {
  /** The last written one first, each with its last message. A search looks through the newest thousand of them. */
  list(userId: number, query: InboxQuery): Promise<Page<InboxEntry>>;
  /** Those who share an appointment or a conversation with this person and may sign in, by name. */
  contacts(userId: number, query: ContactQuery): Promise<Page<UserObject>>;
}
