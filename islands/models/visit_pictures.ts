/// <reference lib="dom" />
import type { CallSnapshot } from "../lib/call_snapshot.ts";

/** What a tile has to show. */
export type Shown = "camera" | "screen" | "nothing";

/**
 * What the other side's tile shows. It says itself what it sends; until it has, a picture counts that arrives.
 */
export function peerShows(snapshot: CallSnapshot | null): Shown {
  if (!snapshot?.remote) return "nothing";
  if (snapshot.peer) return snapshot.peer.screen ? "screen" : snapshot.peer.video ? "camera" : "nothing";
  return snapshot.remote.getVideoTracks().some((track) => track.readyState === "live" && !track.muted)
    ? "camera"
    : "nothing";
}

/** What one's own tile shows. */
export function selfShows(snapshot: CallSnapshot | null): Shown {
  if (!snapshot?.local || snapshot.local.getVideoTracks().length === 0) return "nothing";
  return snapshot.videoEnabled && snapshot.hasCamera ? "camera" : "nothing";
}
