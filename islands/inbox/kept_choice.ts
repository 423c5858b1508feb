import type { InboxChoice } from "../models/inbox_model.ts";
import type { Shelf } from "../shelf.ts";

const KEY = "carewire.inbox";

/**
 * The filter over this tab's pages: each conversation is a page of its own. What was searched for is not kept, for it may
 * name somebody.
 */
export function keptChoice(shelf: Pick<Shelf, "get" | "put">) {
  return {
    keep: ({ unread }: InboxChoice) => void shelf.put(KEY, unread ? "unread" : "all"),
    read: (): InboxChoice => ({ q: "", unread: shelf.get(KEY) === "unread" }),
  };
}
