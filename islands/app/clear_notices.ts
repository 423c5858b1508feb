/// <reference lib="dom" />
import type { Session } from "../session.ts";

/** Takes notifications away that the page itself says better: of a call that is open here or over, of missed calls in the history. */
export function clearNotices(
  registration: ServiceWorkerRegistration,
  { signaling, liveCall }: Session,
): void {
  const clear = async () => {
    const live = liveCall.peek()?.call;
    const ringing = live?.status === "ringing" || live?.status === "initiated" ? live.call_id : null;
    for (const one of await registration.getNotifications()) {
      const { kind, callId } = one.data ?? {};
      const isHere = location.pathname === `/visit/${callId}`;
      const isOver = kind === "ring" && callId !== ringing;
      if (isHere || isOver || (kind === "missed" && location.pathname === "/history")) one.close();
    }
  };
  const run = () => void clear().catch(() => undefined);
  signaling.on("sync", run);
  for (const event of ["call:accepted", "call:declined", "call:ended", "call:missed"] as const) {
    signaling.on(event, run);
  }
  if (signaling.lastSync) run();
}
