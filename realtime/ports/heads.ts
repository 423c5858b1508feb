import type { Call } from "../core/call.ts";
import type { Head } from "./conversation_store.ts";
import type { PresenceRecord } from "./presence_store.ts";

/** The facts a device starts from, read in one query. */
export interface Heads {
  liveCall: Call | undefined;
  conversations: Head[];
  /** Whose presence may be seen, as it was written down last. */
  acquaintances: PresenceRecord[];
}
