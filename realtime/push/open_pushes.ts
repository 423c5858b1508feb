import type { Clock, Timers } from "../ports/clock.ts";
import type { MissedCalls, PushSubscriptions, VapidKeys } from "../ports/push.ts";
import { isLoopbackHost } from "../core/loopback.ts";
import type { SubscriptionDeps } from "./manage_subscriptions.ts";
import { addressesOf } from "./addresses_of.ts";
import { PushDoor } from "./push_door.ts";
import { PushSender } from "./push_sender.ts";

export interface PushSurroundings {
  subscriptions: PushSubscriptions;
  keys: VapidKeys;
  missedCalls: MissedCalls;
  /** The clinic's own origin. */
  publicUrl: string;
  clock: Clock;
  timers: Timers;
  newId(): string;
  /** The addresses of a name; by default the system says. */
  resolve?(host: string): Promise<string[]>;
  report(error: unknown): void;
}

/** Everything about push messages that both doors and the live system need. */
export interface Pushes extends SubscriptionDeps {
  missedCalls: MissedCalls;
}

/** Puts it together. */
export function openPushes(given: PushSurroundings): Pushes {
  const { publicUrl, resolve = addressesOf } = given;
  const door = new PushDoor({
    ...given,
    resolve,
    allowsLoopback: isLoopbackHost(new URL(publicUrl).hostname),
  });
  // Push services take an https address or an e-mail (RFC 8292 §2.1); a clinic on loopback has neither.
  const contact = publicUrl.startsWith("https:") ? publicUrl : "mailto:operator@localhost";
  return {
    ...given,
    door,
    sender: new PushSender({ ...given, door, contact, fetch: (url, init) => fetch(url, init) }),
  };
}
