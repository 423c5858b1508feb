import type { CallObject } from "../../realtime/core/objects.ts";
import { callResult } from "../models/call_result.ts";
import { visitEndText } from "./visit_end_text.ts";

/** How a call ended, in plain words and from the side of the person `me`; `peer` is the other one's name. */
export function endWords(call: CallObject, me: number, peer: string): string {
  return visitEndText(`end_${callResult(call, me)}`, { name: peer });
}
