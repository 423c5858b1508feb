import type { SignalingClient } from "./signaling_client.ts";

/** What calls need of a SignalingClient; its own class satisfies it, from whichever bundle it comes. */
export type CallSignaling = Pick<
  SignalingClient,
  | "on"
  | "state"
  | "lastSync"
  | "serverNow"
  | "probe"
  | "setInCall"
  | "initiateCall"
  | "acceptCall"
  | "declineCall"
  | "hangupCall"
  | "sendOffer"
  | "sendAnswer"
  | "sendIceCandidate"
  | "acknowledgeSignal"
  | "reportMedia"
>;
