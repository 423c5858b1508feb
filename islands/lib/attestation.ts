import type { MediaFlow } from "./media_probe.ts";

/** The last time this side told the server what it receives. */
export interface Attested extends MediaFlow {
  at: number;
}

/** A third of the server's media lease, so that two may get lost. */
const REPEAT_MS = 10_000;
const CHANGE_MS = 1_000;

/** Whether the server should hear now that `flow` arrives here. */
export function isAttestationDue(last: Attested | null, flow: MediaFlow, now: number): boolean {
  if (!flow.audio && !flow.video) return false;
  if (!last) return true;
  const grown = (flow.audio && !last.audio) || (flow.video && !last.video);
  return now - last.at >= (grown ? CHANGE_MS : REPEAT_MS);
}
