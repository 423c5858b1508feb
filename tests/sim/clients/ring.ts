import { effect, signal } from "@preact/signals";
import type { SignalingState } from "../../../islands/lib/reconnect.ts";
import { type Ring, RingModel } from "../../../islands/models/ring_model.ts";
import type { World } from "../world.ts";
import type { Page } from "./page.ts";

/** Gives a page its bell, and tells the world when it begins to ring and when it stops. */
export function ring(world: World, page: Page): void {
  const { who } = page.device;
  const bell = new RingModel();
  let last: Ring | null = null;
  effect(() => {
    const now = bell.ring.value;
    if (last && now?.call.call_id !== last.call.call_id) world.rings.stopped(page, last.call.call_id);
    if (now && now.call.call_id !== last?.call.call_id) world.rings.started(page, now.call.call_id);
    last = now;
  });
  bell.follow({
    session: {
      user: { id: who.userId, name: who.name, role: who.role },
      connection: signal<SignalingState>(page.signaling.state),
      unsent: signal(0),
      unsentMessages: signal<ReadonlyMap<string, number>>(new Map()),
      quiet: signal(false),
      signaling: page.signaling,
    },
    timers: world.plant.ringTimers?.(page.timers) ?? page.timers,
    isVisit: (callId) => page.seat.callId === callId,
    isSignedIn: () => Promise.resolve(true),
    findCaller: () => Promise.resolve(null),
    open: () => {},
    tabs: page.device.browser.callWord(page),
    wayIn: "/sign-in",
  });
  page.bell = bell;
}
