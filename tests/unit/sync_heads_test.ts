import { deepEqual, equal } from "node:assert/strict";
import { followCall } from "../../islands/lib/sync_heads.ts";
import type { CallObject } from "../../realtime/core/objects.ts";
import { callBetween } from "../support/call_objects.ts";

const EMPTY = { live_call: null, conversations: [], presence: [] };
const UNTIL = "2026-03-02T09:01:00.000Z";

function call(changes: Partial<CallObject>): CallObject {
  return callBetween({ id: 1, name: "Ada", role: "doctor" }, { id: 2, name: "Bo", role: "patient" }, changes);
}

Deno.test("followCall() keeps the live call of sync current by events and replies [LINK-10]", () => {
  const ringing = followCall(EMPTY, "call:ringing", { call: call({ status: "ringing" }), ring_until: UNTIL });
  equal(ringing.live_call?.ring_until, UNTIL);
  const accepted = { call: call({ status: "accepted", version: 2 }), polite: true, ice_servers: [] };
  const answered = followCall(ringing, null, accepted);
  deepEqual([answered.live_call?.polite, answered.live_call?.ring_until], [true, UNTIL]);
  const connected = followCall(answered, "call:connected", {
    call: call({ status: "connected", version: 3 }),
  });
  deepEqual([connected.live_call?.status, connected.live_call?.polite], ["connected", true]);
  equal(followCall(connected, "call:ringing", { call: call({ status: "ringing" }) }), connected);
  equal(followCall(connected, "call:ended", { call: call({ status: "ended", version: 4 }) }).live_call, null);
});

Deno.test("followCall() forgets that this could have been the device when another one has answered [LINK-10]", () => {
  const before = { ...EMPTY, live_call: { ...call({ status: "ringing" }), ring_until: UNTIL, polite: true } };
  const after = followCall(before, "call:accepted", { call: call({ status: "accepted", version: 2 }) });
  equal(after.live_call?.polite, undefined);
});

Deno.test("followCall() leaves the heads alone for other news and the end of other calls [LINK-10]", () => {
  const before = { ...EMPTY, live_call: { ...call({}), ring_until: UNTIL } };
  equal(followCall(before, "chat:typing", {}), before);
  const other = call({ call_id: "other", status: "missed" });
  equal(followCall(before, "call:missed", { call: other }), before);
});
