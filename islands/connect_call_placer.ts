/// <reference lib="dom" />
import type { CallType } from "../realtime/core/call.ts";
import type { SignalingClient } from "./lib/signaling_client.ts";
import type { CallPlacer } from "./models/call_placer.ts";
import { mediaPermission } from "./models/media_permission.ts";

/** Gives a placer this browser's devices and pages. */
export function connectCallPlacer(placer: CallPlacer, signaling: SignalingClient): void {
  placer.connect({
    signaling,
    permission: (callType) => mediaPermission(navigator.permissions, callType),
    askForDevices,
    open: (callId) => location.assign(`/visit/${callId}`),
  });
  // A page that comes back from the browser's own cache is still where it was left.
  addEventListener("pageshow", (event) => event.persisted && placer.dismiss());
}

async function askForDevices(callType: CallType): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: callType === "video" });
  for (const track of stream.getTracks()) track.stop();
}
