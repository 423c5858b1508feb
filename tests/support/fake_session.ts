import { signal } from "@preact/signals";
import type { SignalingState } from "../../islands/lib/reconnect.ts";
import type { LiveCall } from "../../islands/models/live_call.ts";
import type { PresenceObject, UserObject } from "../../realtime/core/objects.ts";
import { FakeSignaling } from "./fake_signaling.ts";

/** A signaling client that can also ring. */
class RingingSignaling extends FakeSignaling {
  serverNow: () => number;

  constructor(now: () => number) {
    super();
    this.serverNow = now;
  }

  declineCall(callId: string): Promise<never> {
    this.calls.push(["declineCall", callId]);
    return new Promise(() => {});
  }
}

/** Stands in for the session of a page; a test moves its signals and sends its events. */
export class FakeSession {
  readonly user: UserObject;
  readonly signaling: RingingSignaling;
  readonly connection = signal<SignalingState>({ name: "open" });
  readonly unsent = signal(0);
  readonly unsentMessages = signal<ReadonlyMap<string, number>>(new Map());
  readonly quiet = signal(false);
  readonly presence = signal<ReadonlyMap<number, PresenceObject>>(new Map());
  readonly liveCall = signal<LiveCall | null>(null);
  readonly shownConversations = new Set<string>();

  constructor(user: UserObject, now: () => number = () => 0) {
    this.user = user;
    this.signaling = new RingingSignaling(now);
  }
}
