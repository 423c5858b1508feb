import type { HistoryEntryObject, UserObject } from "../../realtime/core/objects.ts";

/** A video call of these two in which nothing has happened but what `changes` say. */
export function callBetween(
  caller: UserObject,
  callee: UserObject,
  changes: Partial<HistoryEntryObject> = {},
): HistoryEntryObject {
  return {
    call_id: "55555555-5555-4555-8555-555555555555",
    room_id: "room",
    appointment_id: 7,
    caller_id: caller.id,
    callee_id: callee.id,
    call_type: "video",
    status: "initiated",
    end_reason: null,
    version: 1,
    initiated_at: "2026-03-02T09:00:00.000Z",
    ringing_at: null,
    accepted_at: null,
    connected_at: null,
    ended_at: null,
    duration: 0,
    participants: [],
    caller,
    callee,
    ...changes,
  };
}
