import type { Shelf } from "../shelf.ts";
import { parseOutbox } from "./outbox.ts";
import { OUTBOX_PREFIX } from "./outbox_store.ts";

/** How long an unsent message waits for its person to come back. */
export const OUTBOX_DAYS_MAX = 30;
const DAY_MS = 86_400_000;

/** Deletes what anybody wrote in this browser and has not come back for. */
export function sweepOutbox(shelf: Shelf, now: number): void {
  for (const key of shelf.keys(OUTBOX_PREFIX)) {
    const [message] = parseOutbox(shelf.get(key));
    if (!message || now - Date.parse(message.writtenAt) > OUTBOX_DAYS_MAX * DAY_MS) shelf.drop(key);
  }
}
