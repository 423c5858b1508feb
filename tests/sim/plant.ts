import type { ReliableSignalsTools } from "../../islands/lib/reliable_signals.ts";
import type { MessageHistory } from "../../islands/models/message_history.ts";
import type { OutboxStore } from "../../islands/models/outbox_store.ts";
import type { LiveSystem, Parts } from "../../realtime/live_system.ts";
import type { Timers } from "../../realtime/ports/clock.ts";
import type { DatabaseSession } from "./store/database.ts";

/** Places where a bug can be planted into a run; all empty in a run of the product as it is. */
export interface Plant {
  /** What an instance stands on. */
  parts?(parts: Parts, session: DatabaseSession): Parts;
  /** The instance itself, before it starts. */
  live?(live: LiveSystem): void;
  /** What a page reads its missing messages from, and where it keeps the unsent ones. */
  history?(history: MessageHistory): MessageHistory;
  outbox?(store: OutboxStore): OutboxStore;
  /** The client id under which a message is sent, from the one it was written with. */
  clientId?(written: string, fresh: () => string): string;
  /** How a page's signals leave and come. */
  signals?(tools: ReliableSignalsTools): ReliableSignalsTools;
  /** What ends the ringing of a page that hears nothing any more. */
  ringTimers?(timers: Timers): Timers;
}
