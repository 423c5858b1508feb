import { equal } from "node:assert/strict";
import type { LiveCall } from "../../islands/models/live_call.ts";
import { visitStage, type VisitStageInput } from "../../islands/models/visit_stage.ts";
import { callBetween } from "../support/call_objects.ts";
import { DOCTOR, PATIENT } from "../support/chat_objects.ts";

/** What the callee's page knows at first. */
function stageOf(input: Partial<VisitStageInput>) {
  const call = callBetween(DOCTOR, PATIENT, { status: "ringing" });
  const start: VisitStageInput = {
    call,
    me: PATIENT.id,
    phase: "idle",
    answeredElsewhere: false,
    live: null,
    answer: "none",
  };
  return visitStage({ ...start, ...input });
}

const live = (here: boolean, status: "ringing" | "connected"): LiveCall => ({
  call: callBetween(DOCTOR, PATIENT, { status }),
  ringUntil: null,
  here,
});
const connected = callBetween(DOCTOR, PATIENT, { status: "connected" });

Deno.test("visitStage() rings at the callee and waits at the caller before anything else is known [VISIT-1]", () => {
  equal(stageOf({}), "incoming");
  equal(stageOf({ phase: "incoming" }), "incoming");
  equal(stageOf({ me: DOCTOR.id }), "outgoing");
});

Deno.test("visitStage() follows the person who takes the call until the call manager does [VISIT-1]", () => {
  equal(stageOf({ answer: "asking" }), "asking");
  equal(stageOf({ answer: "answering" }), "answering");
  equal(stageOf({ answer: "answering", phase: "connecting" }), "connecting");
});

Deno.test("visitStage() is the call manager's phase once it takes part [VISIT-1]", () => {
  for (const phase of ["connecting", "connected", "reconnecting"] as const) {
    equal(stageOf({ call: connected, phase, live: live(true, "connected") }), phase);
  }
});

Deno.test("visitStage() says that the call goes on elsewhere on every device but the one that took it [VISIT-2]", () => {
  equal(stageOf({ call: connected, live: live(false, "connected") }), "elsewhere");
  equal(stageOf({ answeredElsewhere: true }), "elsewhere");
  equal(stageOf({ me: DOCTOR.id, live: live(false, "ringing") }), "elsewhere");
});

Deno.test("visitStage() rings on all devices of the callee [VISIT-2]", () => {
  equal(stageOf({ live: live(false, "ringing") }), "incoming");
});

Deno.test("visitStage() takes an answered call for its own until the socket has spoken [VISIT-2]", () => {
  equal(stageOf({ call: connected }), "connecting");
});

Deno.test("visitStage() is over for good, whatever else is said [VISIT-3]", () => {
  const ended = callBetween(DOCTOR, PATIENT, { status: "ended" });
  equal(stageOf({ call: ended, phase: "connected", answer: "answering" }), "over");
  equal(stageOf({ phase: "over" }), "over");
  equal(stageOf({ call: ended, answeredElsewhere: true }), "over");
});
