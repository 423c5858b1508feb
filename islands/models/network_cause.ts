import type { Quality } from "../../realtime/core/fields.ts";

/** Why sound and picture are not as they should be. */
export type NetworkCause = "own" | "peer" | "between" | "sound_only" | "peer_sound_only";

export interface NetworkView {
  /** How sound and picture arrive here. */
  here: Quality | null;
  /** Whether the other side says that they arrive badly there. */
  poorThere: boolean;
  /** Whether the clinic's server can be reached from here. */
  serverReached: boolean;
  /** Who asked for sound only. */
  soundOnly: boolean;
  peerSoundOnly: boolean;
}

/**
 * Names the cause, or null while all is well. The way up is the narrow one of nearly every home, so what arrives badly
 * on one side only is blamed on the sender. Where both receive badly, it is this side if it can't reach the server either.
 */
export function networkCause(view: NetworkView): NetworkCause | null {
  const poorHere = view.here === "poor";
  if (poorHere && view.poorThere) return view.serverReached ? "between" : "own";
  if (view.poorThere) return "own";
  if (poorHere) return view.serverReached ? "peer" : "own";
  if (view.soundOnly) return "sound_only";
  return view.peerSoundOnly ? "peer_sound_only" : null;
}

/** Whether sound only would help against this. */
export function isWeak(cause: NetworkCause | null): boolean {
  return cause === "own" || cause === "peer" || cause === "between";
}
