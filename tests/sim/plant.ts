import type { Parts } from "../../realtime/live_system.ts";
import type { MessageHistory } from "../../islands/models/message_history.ts";
import type { OutboxStore } from "../../islands/models/outbox.ts";
import type { DatabaseSession } from "./store/database.ts";

/** Places where a fault can be planted into a run; all empty in a run of the product as it is. */
export interface Plant {
  parts?(parts: Parts, session: DatabaseSession): Parts;
  history?(history: MessageHistory): MessageHistory;
  outbox?(store: OutboxStore): OutboxStore;
  /** The client id under which a message is sent, from the one it was written with. */
  clientId?(written: string, fresh: () => string): string;
}
