import assert from "node:assert/strict";
import { connectionNotice } from "../../islands/models/connection_notice.ts";

Deno.test("connectionNotice() is silent while all is well and on the first connection [UI-6]", () => {
  assert.equal(connectionNotice({ name: "open" }), null);
  assert.equal(connectionNotice({ name: "idle" }), null);
  assert.equal(connectionNotice({ name: "connecting", attempt: 0 }), null);
});

Deno.test("connectionNotice() tells repeated attempts from a connection that is given up [UI-6]", () => {
  assert.equal(connectionNotice({ name: "waiting", attempt: 1, retryAt: 0 }), "reconnecting");
  assert.equal(connectionNotice({ name: "connecting", attempt: 1 }), "reconnecting");
  assert.equal(connectionNotice({ name: "stopped", code: 1006, reason: "" }), "given_up");
});

Deno.test("connectionNotice() says who was signed out, and whose window was taken over [UI-6]", () => {
  assert.equal(connectionNotice({ name: "stopped", code: 4500, reason: "signed out" }), "signed_out");
  assert.equal(connectionNotice({ name: "stopped", code: 4501, reason: "" }), "replaced");
});
