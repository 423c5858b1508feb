/// <reference lib="dom" />
// Not run: compiling it holds the hand-written declarations in static/*.d.ts and the classes together.
import type * as calls from "../../islands/lib/call_manager.ts";
import type { CallSnapshot } from "../../islands/lib/call_snapshot.ts";
import type { PeerState } from "../../islands/lib/peer_state_channel.ts";
import type * as quality from "../../islands/lib/quality_reporter.ts";
import type { Sample } from "../../islands/lib/quality_window.ts";
import type * as signaling from "../../islands/lib/signaling_client.ts";
import type { SignalingError } from "../../islands/lib/signaling_error.ts";
import type * as webrtc from "../../islands/lib/webrtc_client.ts";
import type { ClientEvent, ClientInput } from "../../realtime/core/client_events.ts";
import type { ReplyData } from "../../realtime/core/replies.ts";
import type * as toldCalls from "../../static/call-manager.d.ts";
import type * as toldSignaling from "../../static/signaling-client.d.ts";
import type * as toldWebrtc from "../../static/webrtc-client.d.ts";

/** The public side of a class, without what makes it nominal. */
type Shape<T> = { [K in keyof T]: T[K] };
/** Each may stand in for the other, and neither has a member that the other lacks. */
type Alike<A, B> = [A] extends [B] ? [B] extends [A] ? SameKeys<A, B> : false : false;
type SameKeys<A, B> = [keyof A] extends [keyof B] ? [keyof B] extends [keyof A] ? true : false : false;
type Options<C extends abstract new (options: never) => unknown> = Required<
  NonNullable<ConstructorParameters<C>[0]>
>;
/** Generic over all commands; their maps are compared instead. */
type Generic = "request" | "send";

export const holds: true[] = [
  true satisfies Alike<Shape<webrtc.WebRTCClient>, Shape<toldWebrtc.WebRTCClient>>,
  true satisfies Alike<Options<typeof webrtc.WebRTCClient>, Options<typeof toldWebrtc.WebRTCClient>>,
  true satisfies Alike<PeerState, toldWebrtc.PeerState>,
  true satisfies Alike<webrtc.WebRTCClientEvents, toldWebrtc.WebRTCClientEvents>,
  true satisfies Alike<
    Omit<Shape<signaling.SignalingClient>, Generic>,
    Omit<Shape<toldSignaling.SignalingClient>, Generic>
  >,
  true satisfies Alike<
    Options<typeof signaling.SignalingClient>,
    Options<typeof toldSignaling.SignalingClient>
  >,
  true satisfies Alike<signaling.SignalingEvents, toldSignaling.SignalingEvents>,
  true satisfies Alike<{ [E in ClientEvent]: ClientInput<E> }, toldSignaling.Commands>,
  true satisfies Alike<{ [E in ClientEvent]: ReplyData<E> }, toldSignaling.Replies>,
  true satisfies Alike<SignalingError["code"], toldSignaling.SignalingErrorCode>,
  true satisfies Alike<Shape<calls.CallManager>, Shape<toldCalls.CallManager>>,
  true satisfies Alike<CallSnapshot, toldCalls.CallSnapshot>,
  true satisfies Alike<
    Omit<Options<typeof calls.CallManager>, "createClient">,
    Omit<Options<typeof toldCalls.CallManager>, "createClient">
  >,
  true satisfies Alike<Shape<quality.QualityReporter>, Shape<toldCalls.QualityReporter>>,
  true satisfies Alike<
    Omit<quality.QualityReporterTools, "getStats">,
    Omit<toldCalls.QualityReporterTools, "getStats">
  >,
  true satisfies Alike<Sample, toldCalls.QualitySample>,
];
