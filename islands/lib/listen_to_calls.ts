import type { ServerData } from "../../realtime/core/server_events.ts";
import type { CallNews } from "./call_record.ts";
import type { CallSignaling } from "./call_signaling.ts";
import type { Unsubscribe } from "./emitter.ts";
import type { Signal } from "./reliable_signals.ts";

/** What concerns calls among the server's events. */
export interface CallListener {
  onSync(live: ServerData<"sync">["live_call"]): void;
  onAccepted(data: ServerData<"call:accepted">): void;
  onFact(call: ServerData<"call:ended">["call"], news: CallNews): void;
  onSignal(callId: string, signal: Signal, n: number | undefined): void;
  onAcknowledged(callId: string, n: number): void;
}

/** Subscribes to all of them; the returned function ends that. */
export function listenToCalls(signaling: CallSignaling, listener: CallListener): Unsubscribe {
  const facts = ["call:declined", "call:busy", "call:connected", "call:ended", "call:missed"] as const;
  const unsubscribe = [
    signaling.on("sync", ({ live_call }) => listener.onSync(live_call)),
    signaling.on("call:ringing", (data) => listener.onFact(data.call, data)),
    signaling.on("call:accepted", (data) => listener.onAccepted(data)),
    ...facts.map((event) => signaling.on(event, ({ call }) => listener.onFact(call, {}))),
    signaling.on("webrtc:offer", ({ call_id, offer, n }) => {
      listener.onSignal(call_id, { kind: "offer", offer }, n);
    }),
    signaling.on("webrtc:answer", ({ call_id, answer, n }) => {
      listener.onSignal(call_id, { kind: "answer", answer }, n);
    }),
    signaling.on("webrtc:ice", ({ call_id, candidate, n }) => {
      listener.onSignal(call_id, { kind: "candidate", candidate }, n);
    }),
    signaling.on("webrtc:ack", ({ call_id, n }) => listener.onAcknowledged(call_id, n)),
  ];
  return () => unsubscribe.forEach((stop) => stop());
}
