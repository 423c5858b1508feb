import { deepEqual, equal } from "node:assert/strict";
import { causeOfEnding, predictedEnd } from "../../islands/lib/call_prediction.ts";
import { learn, NO_CALL, phaseOf, secondsOf } from "../../islands/lib/call_record.ts";
import { CALL_STATUSES, type CallStatus, isOver } from "../../realtime/core/call.ts";
import { NEXT } from "../../realtime/core/call_machine.ts";
import type { CallObject } from "../../realtime/core/objects.ts";
import { callBetween } from "../support/call_objects.ts";

const CALLER = 1;
const CALLEE = 2;

function callIn(status: CallStatus, changes: Partial<CallObject> = {}): CallObject {
  const people = [
    { id: CALLER, name: "Ada", role: "doctor" },
    { id: CALLEE, name: "Bo", role: "patient" },
  ] as const;
  return callBetween(people[0], people[1], { status, ...changes });
}

Deno.test("phaseOf() has a phase for every status, and over exactly for the final ones [CALLM-8]", () => {
  for (const status of CALL_STATUSES) {
    const record = learn(NO_CALL, callIn(status));
    equal(phaseOf(record, CALLER, true) === "over", isOver({ status }), status);
    equal(phaseOf(record, CALLEE, true) === "over", isOver({ status }), status);
  }
});

Deno.test("phaseOf() tells the sides apart while it rings and the link once it is connected [CALLM-8]", () => {
  const ringing = learn(NO_CALL, callIn("ringing"));
  equal(phaseOf(ringing, CALLER, false), "outgoing");
  equal(phaseOf(ringing, CALLEE, false), "incoming");
  equal(phaseOf({ ...ringing, intent: "accept" }, CALLEE, false), "connecting");
  equal(phaseOf({ ...ringing, answeredElsewhere: true }, CALLEE, false), "idle");
  equal(phaseOf(learn(NO_CALL, callIn("accepted")), CALLEE, true), "connecting");
  equal(phaseOf(learn(NO_CALL, callIn("connected")), CALLEE, true), "connected");
  equal(phaseOf(learn(NO_CALL, callIn("connected")), CALLEE, false), "reconnecting");
  equal(phaseOf(NO_CALL, CALLEE, false), "idle");
  equal(phaseOf({ ...NO_CALL, intent: "place" }, CALLER, false), "outgoing");
});

Deno.test("learn() drops older versions and keeps what only some messages carry [CALLM-8]", () => {
  const news = { ring_until: "2026-03-02T09:01:00.000Z", polite: true, ice_servers: [{ urls: "stun:x" }] };
  const first = learn(NO_CALL, callIn("accepted", { version: 3 }), news);
  const later = learn(first, callIn("ringing", { version: 2 }));
  equal(later.call?.status, "accepted");
  deepEqual([later.ringUntil, later.polite, later.iceServers], [
    Date.parse("2026-03-02T09:01:00.000Z"),
    true,
    news.ice_servers,
  ]);
  const ended = learn(later, callIn("ended", { version: 4, end_reason: "user_hangup" }));
  deepEqual([ended.over, ended.endReason], [true, "user_hangup"]);
});

Deno.test("predictedEnd() ends a call as the server's machine will, from either side and in every status [CALLM-9]", () => {
  const expected: Partial<Record<CallStatus, [string, string]>> = {
    initiated: ["cancelled", "callee_declined"],
    ringing: ["cancelled", "callee_declined"],
    accepted: ["user_hangup", "user_hangup"],
    connecting: ["user_hangup", "user_hangup"],
    connected: ["user_hangup", "user_hangup"],
  };
  for (const status of CALL_STATUSES) {
    for (const [index, userId] of [CALLER, CALLEE].entries()) {
      const call = callIn(status);
      const cause = causeOfEnding(call, userId, "");
      equal(predictedEnd(call, cause, Date.parse(call.initiated_at)), expected[status]?.[index], status);
      if (expected[status]) equal(NEXT[status][cause.type], "ended");
    }
  }
});

Deno.test("predictedEnd() knows the reasons that are given [CALLM-9]", () => {
  const at = Date.parse(callIn("ringing").initiated_at);
  const end = (call: CallObject, userId: number, reason: string) =>
    predictedEnd(call, causeOfEnding(call, userId, reason), at);
  equal(end(callIn("ringing"), CALLEE, "busy"), "busy");
  equal(end(callIn("connecting"), CALLER, "connection_failed"), "connection_failed");
  equal(end(callIn("connected"), CALLER, "network_error"), "network_error");
});

Deno.test("secondsOf() counts by the server's clock and ends with the server's number [CALLM-9]", () => {
  const connected = learn(NO_CALL, callIn("connected", { connected_at: "2026-03-02T09:00:10.000Z" }));
  equal(secondsOf(connected, Date.parse("2026-03-02T09:01:12.900Z")), 62);
  equal(secondsOf(connected, Date.parse("2026-03-02T09:00:00.000Z")), 0);
  equal(secondsOf(learn(connected, callIn("ended", { version: 9, duration: 61 })), 0), 61);
  equal(secondsOf(NO_CALL, 0), 0);
});
