import assert from "node:assert/strict";
import { CallPlacer } from "../../islands/models/call_placer.ts";
import type { MediaPermission } from "../../islands/models/media_permission.ts";
import type { SignalingClient } from "../../islands/lib/signaling_client.ts";
import { DOCTOR } from "../support/chat_objects.ts";
import { FakeSignaling } from "../support/fake_signaling.ts";
import { settled } from "../support/fake_time.ts";

const plan = { callee: DOCTOR, appointmentId: 7, callType: "video" } as const;
const CALL_ID = "55555555-5555-4555-8555-555555555555";

function placing(permission: MediaPermission, ask: () => Promise<void> = () => Promise.resolve()) {
  const signaling = new FakeSignaling();
  const placer = new CallPlacer();
  const opened: string[] = [];
  placer.connect({
    // The placer uses one method, and the fake has it.
    signaling: signaling as unknown as Pick<SignalingClient, "initiateCall">,
    permission: () => Promise.resolve(permission),
    askForDevices: ask,
    open: (callId) => void opened.push(callId),
  });
  return { signaling, placer, opened };
}

Deno.test("CallPlacer.place() rings at once where the devices are allowed, then goes to the visit [UI-4]", async () => {
  const { placer, signaling, opened } = placing("granted");
  void placer.place(plan);
  await settled();
  assert.deepEqual(signaling.calls, [["initiateCall", DOCTOR.id, 7, "video"]]);
  signaling.answers[0]?.resolve({ call_id: CALL_ID });
  await settled();
  assert.deepEqual(opened, [CALL_ID]);
});

Deno.test("CallPlacer.place() explains before the browser asks, and rings only after that [UI-4]", async () => {
  const { placer, signaling } = placing("prompt");
  await placer.place(plan);
  assert.equal(placer.placing.value.step, "explaining");
  assert.equal(signaling.calls.length, 0);
  void placer.allow();
  await settled();
  assert.equal(signaling.count("initiateCall"), 1);
});

Deno.test("CallPlacer.place() says how to unblock the devices instead of asking in vain", async () => {
  const { placer } = placing("denied");
  await placer.place(plan);
  assert.deepEqual(placer.placing.value, { step: "no_media", plan, problem: "denied" });
});

Deno.test("CallPlacer.allow() names what getUserMedia refused, and can make it a voice call", async () => {
  const { placer } = placing("unknown", () => Promise.reject(new DOMException("", "NotFoundError")));
  await placer.place(plan);
  await placer.allow();
  assert.deepEqual(placer.placing.value, { step: "no_media", plan, problem: "missing" });
  await placer.voiceInstead();
  assert.deepEqual(placer.placing.value, { step: "explaining", plan: { ...plan, callType: "voice" } });
});

Deno.test("CallPlacer.dismiss() while the browser asks means that nothing rings", async () => {
  const asked = Promise.withResolvers<void>();
  const { placer, signaling } = placing("prompt", () => asked.promise);
  await placer.place(plan);
  void placer.allow();
  placer.dismiss();
  asked.resolve();
  await settled();
  assert.equal(signaling.calls.length, 0);
  assert.equal(placer.placing.value.step, "none");
});

Deno.test("CallPlacer keeps the code of a refusal for its words", async () => {
  const { placer, signaling } = placing("granted");
  const placed = placer.place(plan);
  await settled();
  signaling.answers[0]?.reject(Object.assign(new Error("busy"), { code: "busy" }));
  await placed;
  assert.deepEqual(placer.placing.value, { step: "refused", plan, code: "busy" });
});
