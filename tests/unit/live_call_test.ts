import assert from "node:assert/strict";
import { afterAccepted, afterFact, afterRinging, liveCallOfSync } from "../../islands/models/live_call.ts";
import { callBetween } from "../support/call_objects.ts";
import { DOCTOR, PATIENT } from "../support/chat_objects.ts";

const RING_UNTIL = "2026-03-02T09:01:00.000Z";
const ringing = callBetween(DOCTOR, PATIENT, { status: "ringing", version: 2 });
const accepted = callBetween(DOCTOR, PATIENT, { status: "accepted", version: 3 });
const people = { caller: DOCTOR, callee: PATIENT, ice_servers: [] };

Deno.test("liveCallOfSync() takes a call as here only when the server names the side that yields [UI-5]", () => {
  const live = { ...accepted, ring_until: RING_UNTIL };
  assert.equal(liveCallOfSync({ ...live, polite: false })?.here, true);
  assert.equal(liveCallOfSync(live)?.here, false);
  assert.equal(liveCallOfSync(null), null);
});

Deno.test("afterAccepted() says where the call was taken [UI-5]", () => {
  const rings = afterRinging(null, { call: ringing, ring_until: RING_UNTIL, ...people });
  assert.equal(rings?.ringUntil, Date.parse(RING_UNTIL));
  assert.equal(afterAccepted(rings, { call: accepted, polite: true })?.here, true);
  assert.equal(afterAccepted(rings, { call: accepted, answered_elsewhere: true })?.here, false);
});

Deno.test("afterFact() drops an older version of the same call", () => {
  const current = afterFact(null, accepted);
  assert.equal(afterFact(current, ringing), current);
});

Deno.test("afterFact() forgets a call that is over, but not for the end of another one", () => {
  const current = afterFact(null, accepted);
  const over = { ...accepted, status: "ended" as const, end_reason: "user_hangup" as const, version: 4 };
  assert.equal(afterFact(current, over), null);
  const other = { ...over, call_id: "99999999-9999-4999-8999-999999999999" };
  assert.equal(afterFact(current, other), current);
  assert.equal(afterFact(null, other), null);
});
