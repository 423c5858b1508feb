import { isOver } from "../../realtime/core/call.ts";
import type { CallObject } from "../../realtime/core/objects.ts";

/** How a call went, from one side. */
export type CallResult =
  | "live"
  | "talked"
  | "unanswered"
  | "missed"
  | "declined"
  | "you_declined"
  | "busy"
  | "you_were_busy"
  | "cancelled"
  | "you_cancelled"
  | "not_connected"
  | "cut_off"
  | "time_limit"
  | "erased";

/** How a call went, from the side of the person `me`. */
export function callResult(call: CallObject, me: number): CallResult {
  if (!isOver(call)) return "live";
  const placed = call.caller_id === me;
  switch (call.end_reason) {
    case "missed":
    case "timeout":
      return placed ? "unanswered" : "missed";
    case "callee_declined":
      return placed ? "declined" : "you_declined";
    case "busy":
      return placed ? "busy" : "you_were_busy";
    case "cancelled":
      return placed ? "you_cancelled" : "cancelled";
    case "network_error":
      return call.connected_at === null ? "not_connected" : "cut_off";
    case "connection_failed":
      return "not_connected";
    case "max_duration":
      return "time_limit";
    case "erased":
      return "erased";
    default:
      return call.connected_at === null ? "not_connected" : "talked";
  }
}

/** Whether the result is one that the person may want to react to. */
export function isUnlucky(result: CallResult): boolean {
  return result === "missed" || result === "you_were_busy" || result === "cut_off" ||
    result === "not_connected";
}
