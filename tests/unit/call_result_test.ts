import assert from "node:assert/strict";
import { callText } from "../../islands/call_text.ts";
import { callResult, isUnlucky } from "../../islands/models/call_result.ts";
import { CALL_STATUSES, END_REASONS, type EndReason } from "../../realtime/core/call.ts";
import { callBetween } from "../support/call_objects.ts";
import { DOCTOR, PATIENT } from "../support/chat_objects.ts";

function ended(end_reason: EndReason, connected = false) {
  const connected_at = connected ? "2026-03-02T09:00:05.000Z" : null;
  return callBetween(DOCTOR, PATIENT, { status: "ended", end_reason, connected_at });
}

Deno.test("callResult() tells each side its own story [UI-8]", () => {
  const seen = (reason: EndReason) => [DOCTOR.id, PATIENT.id].map((me) => callResult(ended(reason), me));
  assert.deepEqual(seen("missed"), ["unanswered", "missed"]);
  assert.deepEqual(seen("callee_declined"), ["declined", "you_declined"]);
  assert.deepEqual(seen("busy"), ["busy", "you_were_busy"]);
  assert.deepEqual(seen("cancelled"), ["you_cancelled", "cancelled"]);
});

Deno.test("callResult() tells a call that broke off from one that never came to be [UI-8]", () => {
  assert.equal(callResult(ended("network_error", true), PATIENT.id), "cut_off");
  assert.equal(callResult(ended("network_error"), PATIENT.id), "not_connected");
  assert.equal(callResult(ended("user_hangup", true), PATIENT.id), "talked");
  assert.equal(callResult(ended("user_hangup"), PATIENT.id), "not_connected");
});

Deno.test("callResult() has plain words for every status and reason on either side [UI-8]", () => {
  for (const status of CALL_STATUSES) {
    for (const end_reason of [...END_REASONS, null]) {
      for (const me of [DOCTOR.id, PATIENT.id]) {
        const result = callResult(callBetween(DOCTOR, PATIENT, { status, end_reason }), me);
        assert.ok(callText(result).length > 0);
      }
    }
  }
});

Deno.test("isUnlucky() marks what somebody may want to react to", () => {
  assert.deepEqual(["missed", "talked", "you_declined"].map((one) => isUnlucky(one as "missed")), [
    true,
    false,
    false,
  ]);
});
