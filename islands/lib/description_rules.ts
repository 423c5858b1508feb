/// <reference lib="dom" />
import type { SdpOrigin } from "./sdp_session.ts";

/** What there is to know when a description comes in. */
export interface NegotiationView {
  signalingState: RTCSignalingState;
  /** Whether this side yields when both have offered. */
  polite: boolean;
  /** The peer's last description that was applied here. */
  remote: SdpOrigin | undefined;
  /** Sessions of the peer's connections that this side has left behind. */
  retired: ReadonlySet<string>;
}

/**
 * `apply`: set it (a polite side's own offer is rolled back by that). `ignore`: a collision that this side wins.
 * `again`: the offer that was answered already. `stale`: older than what is known. `stranger`: the peer has another
 * connection now, so this side needs another too. `anew`: a collision of first offers that the peer wins.
 */
export type Verdict = "apply" | "ignore" | "again" | "stale" | "stranger" | "anew";

/**
 * What to do with a description (W3C WebRTC, "Perfect negotiation", plus descriptions that come late or twice and
 * peers that start anew).
 */
export function judge(type: "offer" | "answer", origin: SdpOrigin, view: NegotiationView): Verdict {
  const { remote, signalingState } = view;
  if (view.retired.has(origin.session)) return "stale";
  if (remote && remote.session !== origin.session) return "stranger";
  if (remote && origin.version <= remote.version) {
    const repeated = type === "offer" && origin.version === remote.version && signalingState === "stable";
    return repeated ? "again" : "stale";
  }
  if (type === "answer") return signalingState === "have-local-offer" ? "apply" : "stale";
  if (signalingState === "stable") return "apply";
  if (!view.polite) return "ignore";
  // Chromium sometimes gathers no candidates any more after a connection's very first offer was rolled back.
  return remote ? "apply" : "anew";
}
