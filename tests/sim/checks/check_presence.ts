import { isOver, isUnanswered } from "../../../realtime/core/call.ts";
import type { PresenceStatus } from "../../../realtime/core/fields.ts";
import { foldPresence } from "../../../realtime/core/presence.ts";
import type { Device } from "../clients/device.ts";
import { Violation } from "../journal.ts";
import type { Tables } from "../store/tables.ts";

/** How everybody is there, from the pages that are open. */
export function truthOf(tables: Tables, devices: readonly Device[]): Map<number, PresenceStatus> {
  const truth = new Map<number, PresenceStatus>();
  for (const userId of tables.users.keys()) {
    const call = tables.calls.get(tables.live.get(userId) ?? "");
    const inCall = call !== undefined && !isOver(call) && (!isUnanswered(call) || call.callerId === userId);
    const own = devices.flatMap(({ who, page }) => who.userId === userId && page?.isConnected ? [page] : []);
    truth.set(userId, foldPresence(own.map(({ presence }) => ({ status: presence.said, inCall }))));
  }
  return truth;
}

/** Every open page sees everybody it may see as they are. */
export function checkPresence(tables: Tables, devices: readonly Device[]): void {
  const truth = truthOf(tables, devices);
  for (const { page, who, label } of devices) {
    if (!page?.isConnected) continue;
    for (const other of tables.acquaintances(who.userId)) {
      const seen = page.presence.of(other);
      if (seen === truth.get(other)) continue;
      throw new Violation(
        "presence is the truth",
        `user ${other}`,
        `${label} sees ${seen}, not ${truth.get(other)}`,
      );
    }
  }
}
