/// <reference lib="dom" />
import type { EndReason } from "../../realtime/core/call.ts";
import type { CallObject } from "../../realtime/core/objects.ts";

/**
 * How a call stands for this device. `connecting`: answered, no proven media yet. `reconnecting`: it was connected
 * and is being repaired. `over` also where another device has taken it.
 */
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
  /** The newest that the server has told. */
  call: CallObject | null;
  polite: boolean | null;
  /** When the ringing ends, in milliseconds by the server's clock. */
  ringUntil: number | null;
  /** Our own camera and microphone. */
  local: MediaStream | null;
  /** The tracks of it, another one after another device was chosen. */
  camera: MediaStreamTrack | null;
  microphone: MediaStreamTrack | null;
  remote: MediaStream | null;
  /** Whether this device sends a screen. */
  screen: boolean;
  audioEnabled: boolean;
  videoEnabled: boolean;
  hasCamera: boolean;
  hasMicrophone: boolean;
  /** What the other side says it sends; null until it has said so. */
  peer: PeerMedia | null;
  /** Neither side's camera is sent, because this side asked for it. */
  soundOnly: boolean;
  /** Media arrives in one direction only, seen from here. */
  oneWay: "not_hearing" | "not_heard" | null;
  /** Null while the call goes on, and when it ended while this device could not hear why. */
  endReason: EndReason | null;
  answeredElsewhere: boolean;
  /** Name of the DOMException that kept a wanted camera or microphone away. */
  mediaError: string | null;
  /** When both sides had proven media, in milliseconds by the server's clock. */
  connectedAt: number | null;
}

/** Whether a page would draw two snapshots alike. */
export function isSameSnapshot(a: CallSnapshot, b: CallSnapshot): boolean {
  const keys = Object.keys(a) as (keyof CallSnapshot)[];
  return keys.every((key) =>
    key === "peer" ? JSON.stringify(a.peer) === JSON.stringify(b.peer) : a[key] === b[key]
  );
}
