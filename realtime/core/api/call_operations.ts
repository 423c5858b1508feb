import * as v from "valibot";
import * as f from "../fields.ts";
import { callObject, callSummaryObject, historyEntryObject, ratingObject } from "../objects.ts";
import { accepted, initiated } from "../replies.ts";
import { historyFilter } from "./history_filter.ts";
import { pageObject, pageQuery } from "./lists.ts";
import { operations } from "./operation.ts";

// SPEC.md lets clients name themselves and how long it lasted; it is never believed.
const leaveBody = v.strictObject({ reason: v.nullish(f.reason), duration: v.optional(v.number()) });

/** One entry of what happened in a call; `actor` is null where time did it. */
const timelineEntry = v.object({ at: f.time, actor: v.nullable(f.key), what: v.string() });

/** One call; what its people said of it is for administrators. */
const callDetail = v.object({ ...historyEntryObject.entries, ratings: v.optional(v.array(ratingObject)) });

/** Calls, each with its twin on the socket, and their history. */
export const callOperations = operations({
  "POST /api/calls/initiate": {
    name: "initiate_call",
    summary: "Call the other person of an appointment; rings on all of their devices.",
    tag: "Calls",
    rate: "calls",
    body: v.strictObject({
      callee_id: f.key,
      appointment_id: f.key,
      call_type: f.callType,
      client_id: v.optional(f.clientId),
      caller_id: v.optional(f.key),
    }),
    answers: { 201: initiated },
    refusals: { 404: ["not_found"], 409: ["busy", "conflict"] },
    repeatable: true,
  },
  "POST /api/calls/{call_id}/accept": {
    name: "accept_call",
    summary: "Answer a ringing call; the first device wins.",
    tag: "Calls",
    rate: "calls",
    body: v.strictObject({ user_id: v.optional(f.key), device_id: v.optional(f.uuid) }),
    bodyOptional: true,
    answers: { 200: accepted },
    refusals: { 409: ["conflict"] },
  },
  "POST /api/calls/{call_id}/decline": {
    name: "decline_call",
    summary: "Decline a ringing call on all of one's devices.",
    tag: "Calls",
    rate: "endings",
    body: leaveBody,
    bodyOptional: true,
    answers: { 200: v.object({ success: v.literal(true), call: callObject }) },
    refusals: { 409: ["conflict"] },
  },
  "POST /api/calls/{call_id}/hangup": {
    name: "hangup_call",
    summary: "Leave a call: cancels one's own before it is answered, ends it after.",
    tag: "Calls",
    rate: "endings",
    body: leaveBody,
    bodyOptional: true,
    answers: { 200: v.object({ success: v.literal(true), call_summary: callSummaryObject }) },
    refusals: { 409: ["conflict"] },
  },
  "GET /api/calls/{call_id}": {
    name: "read_call",
    summary: "One call with its people.",
    tag: "Calls",
    answers: { 200: v.object({ call: callDetail }) },
  },
  "GET /api/calls/{call_id}/timeline": {
    name: "read_timeline",
    summary: "What happened in a call, in order.",
    tag: "Calls",
    answers: { 200: v.object({ events: v.array(timelineEntry) }) },
  },
  "GET /api/call-history": {
    name: "list_calls",
    summary: "One's own calls, newest first; an administrator may ask for those of another.",
    tag: "Calls",
    query: v.strictObject({
      ...pageQuery,
      ...historyFilter,
    }),
    answers: { 200: pageObject("calls", historyEntryObject) },
    refusals: { 404: ["not_found"] },
  },
});
