/// <reference lib="dom" />
import { OUTBOX_PREFIX } from "../models/outbox_store.ts";
import type { Session } from "../session.ts";
import { browserShelf } from "../shelf.ts";
import { browserTimers } from "../timers.ts";

/** How long to wait for an island that has not woken, in milliseconds. */
const LOOK_AGAIN_MS = 1_000;
/** These send what belongs to their own conversation. */
const SLEEPING_CHATS = "[data-island=chat]:not([data-alive]), [data-island=visit]:not([data-alive])";

/** Sends what earlier pages have left, now and with every connection; most pages find nothing and load nothing for it. */
export function followLeftovers(session: Session): void {
  const look = () => {
    if (document.querySelector(SLEEPING_CHATS)) return void browserTimers.set(look, LOOK_AGAIN_MS);
    if (browserShelf.keys(OUTBOX_PREFIX).length + session.kept.foreign.length === 0) return;
    // Without its code they wait for the next connection.
    import("../leftovers.ts").then(({ sendLeftovers }) => sendLeftovers(session), () => undefined);
  };
  session.signaling.on("sync", look);
  look();
}
