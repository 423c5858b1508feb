import type { BenchDatabase } from "../clinic.ts";
import type { Contenders } from "../contenders.ts";
import { offerData } from "../load/dialects.ts";
import { carewire } from "../load/dialects.ts";
import { maskedFrame } from "../load/ws_frames.ts";
import type { BenchOptions } from "../options.ts";
import type { Results } from "../results.ts";
import type { Scene } from "../scene.ts";

/** What every phase works with. */
export interface Bench {
  options: BenchOptions;
  scene: Scene;
  /** The session description that is relayed. */
  sdp: string;
  results: Results;
  database: BenchDatabase;
  nodeDir: string;
}

/** Milliseconds of measuring before a socket has to say that it lives. */
export const SETTLE_MS = 1_000;

/** What starting the servers takes. */
export function contendersOf({ database, nodeDir, scene, sdp }: Bench): Contenders {
  const [pair] = scene.pairs;
  if (!pair) throw new Error("the scene has nobody in it");
  const offer = offerData(pair, 0, sdp);
  const sent = carewire.event("webrtc:offer", offer);
  const { to: _to, ...relayed } = offer;
  const arrives = carewire.event("webrtc:offer", { ...relayed, from_user_id: pair.people[0].id });
  return {
    database,
    nodeDir,
    floorFrame: { bytes: maskedFrame(sent).length, textLength: arrives.length },
  };
}
