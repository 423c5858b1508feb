import type { PresenceStatus } from "./fields.ts";

/** What one connection says of its user. */
export interface ConnectionPresence {
  status: PresenceStatus;
  inCall: boolean;
}

const RANK: Record<PresenceStatus, number> = {
  do_not_disturb: 5,
  busy: 4,
  online: 3,
  idle: 2,
  away: 1,
  offline: 0,
};

/**
 * One status for a user from all of their connections: none is offline; do-not-disturb on any wins; then a call
 * makes busy; else the most present. A connection that says offline hides itself only.
 */
export function foldPresence(connections: readonly ConnectionPresence[]): PresenceStatus {
  let folded: PresenceStatus = "offline";
  for (const one of connections) {
    const status = one.inCall && one.status !== "do_not_disturb" ? "busy" : one.status;
    if (RANK[status] > RANK[folded]) folded = status;
  }
  return folded;
}
