/** Calls of this device. Types of `/static/call-manager.js`. */
import type { CallObject, CallType, EndReason, Host, SignalingClient } from "./signaling-client.d.ts";
import type { DeviceChoice, MediaKind, WebRTCClient } from "./webrtc-client.d.ts";

export type CallPhase =
  | "idle"
  | "outgoing"
  | "incoming"
  | "connecting"
  | "connected"
  | "reconnecting"
  | "over";

/** What a side says of its own media. */
export interface PeerMedia {
  audio: boolean;
  video: boolean;
  screen: boolean;
  /** Whether what it receives arrives badly. */
  poor?: boolean;
  /** False while it asks for sound only. */
  wantsVideo?: boolean;
}

/** Everything a page needs to draw a call; a new object with every change. */
export interface CallSnapshot {
  phase: CallPhase;
  call: CallObject | null;
  polite: boolean | null;
  /** When the ringing ends, in milliseconds by the server's clock. */
  ringUntil: number | null;
  local: MediaStream | null;
  /** The tracks of `local`, another one after another device was chosen. */
  camera: MediaStreamTrack | null;
  microphone: MediaStreamTrack | null;
  remote: MediaStream | null;
  /** Whether this device sends a screen. */
  screen: boolean;
  audioEnabled: boolean;
  videoEnabled: boolean;
  hasCamera: boolean;
  hasMicrophone: boolean;
  /** What the other side says it sends. */
  peer: PeerMedia | null;
  /** Neither side's camera is sent, because this side asked for it. */
  soundOnly: boolean;
  /** Media arrives in one direction only, seen from here. */
  oneWay: "not_hearing" | "not_heard" | null;
  endReason: EndReason | null;
  answeredElsewhere: boolean;
  /** Name of the DOMException that kept a wanted camera or microphone away. */
  mediaError: string | null;
  /** In milliseconds by the server's clock. */
  connectedAt: number | null;
}

export interface CallManagerOptions {
  /** Connected and closed by the page. */
  signaling: Pick<
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
  /** Who is signed in. */
  userId: number;
  /** The devices to begin with; others take their place where they are gone. */
  devices?: DeviceChoice;
  host?: Host;
  createClient?: () => WebRTCClient;
}

/** One call at a time: places and takes it, carries its media, repairs it, and releases every device at its end. */
export class CallManager {
  constructor(options: CallManagerOptions);
  get snapshot(): CallSnapshot;
  on(event: "change", handler: (snapshot: CallSnapshot) => void): () => void;
  /** Takes part in this call alone, and resumes it when it is this device's. */
  attach(callId: string, options?: { accept?: boolean }): void;
  /** Opens microphone and camera before or during a call. Rejects when nothing may be opened. */
  prepareMedia(callType: CallType): Promise<MediaStream>;
  /** Rings somebody. Rejects with a SignalingError, `busy` among them. */
  initiateCall(calleeId: number, appointmentId: number, callType: CallType): Promise<void>;
  /** Takes a call here. Rejects with a SignalingError, `conflict` when another device was quicker. */
  acceptCall(callId: string): Promise<void>;
  declineCall(callId: string, reason?: string): Promise<void>;
  /** Leaves the call: cancels, declines or hangs up. */
  endCall(reason?: string): Promise<void>;
  /** Mutes or opens the microphone; answers whether it is open now. */
  toggleAudio(): boolean;
  /** Opens or releases the camera; resolves with whether it is open now. */
  toggleVideo(): Promise<boolean>;
  startScreenShare(): Promise<void>;
  stopScreenShare(): void;
  switchDevice(kind: MediaKind, deviceId: string): Promise<void>;
  /** Changes between the front and the back camera of a phone. */
  turnCamera(): Promise<void>;
  /** Neither side's camera is sent for the time being; afterwards both are as before. */
  setSoundOnly(on: boolean): Promise<void>;
  /** Tells the peer whether its media arrives badly here. */
  tellPoor(poor: boolean): void;
  getStats(): Promise<RTCStatsReport | null>;
  /** Whole seconds of connected time by the server's clock. */
  durationSeconds(): number;
  /** Releases everything on this page without ending the call for others. */
  dispose(): void;
}

export type Quality = "excellent" | "good" | "fair" | "poor";

/** One sample as `POST /api/calls/:id/quality-metrics` takes it; what the browser does not know is left out. */
export interface QualitySample {
  /** ISO 8601 UTC, by the server's clock. */
  timestamp: string;
  rtt?: number;
  packet_loss?: number;
  jitter?: number;
  available_bandwidth?: number;
  audio_bitrate?: number;
  video_bitrate?: number;
  video_resolution?: string;
  video_framerate?: number;
  audio_quality?: Quality;
  video_quality?: Quality;
  relay?: boolean;
}

export interface QualityReporterTools {
  host: Host;
  /** `signaling.serverNow()`. */
  serverNow(): number;
  /** `calls.getStats()`. */
  getStats(): Promise<RTCStatsReport | null>;
  /** `calls.snapshot.peer`. */
  peer(): { audio: boolean; video: boolean; screen: boolean } | null;
  /** Sends up to 60 samples; `leaving` when the page may be gone before the answer. Never rejects. */
  post(samples: readonly QualitySample[], leaving: boolean): Promise<"kept" | "refused" | "failed">;
  /** The grade of the last seconds; null when there is none any more. */
  onGrade(grade: Quality | null): void;
}

/** Measures a call from its making on, one sample in 5 s, and has them sent every 15 s. */
export class QualityReporter {
  constructor(tools: QualityReporterTools);
  /** Samples that the server has not confirmed. */
  get unsent(): number;
  /** The page may be gone at once: sends what there is. */
  leave(): void;
  /** The call is over: sends the rest, again and again while the server still takes it. */
  stop(): void;
}
