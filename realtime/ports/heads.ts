import type { Call } from "../core/call.ts";
import type { Head } from "./conversation_store.ts";

/** The facts a device starts from, read in one go. */
export interface Heads {
  liveCall: Call | undefined;
  conversations: Head[];
  acquaintances: number[];
}
