/// <reference lib="dom" />
import type { RingDeps } from "../models/ring_model.ts";

/** Lets the tabs of this browser tell each other which call is taken or refused, sooner than the server can. */
export function otherTabs(): RingDeps["tabs"] {
  const channel = new BroadcastChannel("carewire.ring");
  return {
    tell: (callId) => channel.postMessage(callId),
    listen: (run) => channel.onmessage = ({ data }) => run(String(data)),
  };
}
