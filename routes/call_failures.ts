import { isOver } from "../realtime/core/call.ts";
import type { HistoryEntryObject } from "../realtime/core/objects.ts";

/** What can be said to have gone wrong in a call; each has its words. */
export type CallFailure =
  | "failed_one_way"
  | "failed_connection"
  | "failed_network"
  | "failed_timeout"
  | "poor_quality";

/** What went wrong in a call, the most telling first; nothing where people ended it as they wanted to. */
export function failuresOf(call: HistoryEntryObject): CallFailure[] {
  const failures: CallFailure[] = [];
  const broke = brokenBy(call);
  if (broke) failures.push(broke);
  if (call.audio_quality === "poor" || call.video_quality === "poor") failures.push("poor_quality");
  return failures;
}

function brokenBy(call: HistoryEntryObject): CallFailure | undefined {
  if (!isOver(call) || call.accepted_at === null) return undefined;
  if (call.connected_at !== null) {
    if (call.end_reason === "network_error") return "failed_network";
    return call.end_reason === "timeout" ? "failed_timeout" : undefined;
  }
  // One side saw or heard the other, and the other never did.
  const attested = call.participants.filter((one) => one.media_attested_at !== null);
  if (attested.length > 0) return "failed_one_way";
  return call.status === "failed" ? "failed_connection" : undefined;
}

/** By which a call is named on the telephone: the first block of its id. */
export function numberToQuote(callId: string): string {
  return callId.slice(0, 8);
}
