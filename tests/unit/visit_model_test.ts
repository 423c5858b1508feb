import { deepEqual, equal } from "node:assert/strict";
import { signal } from "@preact/signals";
import type { LiveCall } from "../../islands/models/live_call.ts";
import type { MediaPermission } from "../../islands/models/media_permission.ts";
import { type VisitCalls, type VisitDeps, VisitModel } from "../../islands/models/visit_model.ts";
import type { CallObject, HistoryEntryObject } from "../../realtime/core/objects.ts";
import { callBetween } from "../support/call_objects.ts";
import { directConversation, DOCTOR, PATIENT } from "../support/chat_objects.ts";
import { FakeCalls } from "../support/fake_calls.ts";
import { FakeSignaling } from "../support/fake_signaling.ts";
import { FakeTime, settled } from "../support/fake_time.ts";

interface Options {
  call?: Partial<HistoryEntryObject>;
  permission?: MediaPermission;
  stored?: CallObject;
}

/** The visit of the patient, whom the doctor calls, with everything around it in the hands of the test. */
function visitWith(options: Options = {}) {
  const call = callBetween(DOCTOR, PATIENT, { status: "ringing", ...options.call });
  const chat = {
    me: PATIENT,
    conversation: directConversation(0),
    messages: [],
    callId: call.call_id,
    fileBytesMax: 1,
  };
  const visit = new VisitModel({ call, chat });
  const calls = new FakeCalls();
  const signaling = new FakeSignaling();
  const time = new FakeTime();
  const liveCall = signal<LiveCall | null>(null);
  const went: string[] = [];
  const read: string[] = [];
  visit.connect({
    calls: calls as unknown as VisitCalls,
    signaling: signaling as unknown as VisitDeps["signaling"],
    liveCall,
    timers: time,
    permission: () => Promise.resolve(options.permission ?? "granted"),
    readCall: (callId) => {
      read.push(callId);
      return Promise.resolve(options.stored ?? call);
    },
    go: (path) => went.push(path),
  });
  return { visit, call, calls, signaling, time, liveCall, went, read };
}

const refusal = (code: string) => Object.assign(new Error(code), { code });
const ended = callBetween(DOCTOR, PATIENT, {
  status: "ended",
  end_reason: "user_hangup",
  version: 9,
  duration: 61,
});

Deno.test("VisitModel.accept() starts the devices and then tells the server [VISIT-5]", async () => {
  const { visit, calls, call } = visitWith();
  await visit.participation.accept("video");
  deepEqual(calls.calls, [["prepareMedia", "video"], ["acceptCall", call.call_id]]);
});

Deno.test("VisitModel.accept() tells why before the browser asks, and goes on from there [VISIT-5]", async () => {
  const { visit, calls, call } = visitWith({ permission: "prompt" });
  await visit.participation.accept("video");
  equal(visit.stage.value, "asking");
  deepEqual(calls.calls, []);
  await visit.participation.answerWith("voice");
  deepEqual(calls.calls, [["prepareMedia", "voice"], ["acceptCall", call.call_id]]);
});

Deno.test("VisitModel.accept() names the problem when the devices are blocked [VISIT-6]", async () => {
  const { visit, calls } = visitWith({ permission: "denied" });
  await visit.participation.accept("video");
  deepEqual(visit.participation.problem.value, { kind: "denied", error: "NotAllowedError" });
  deepEqual(calls.calls, []);
});

Deno.test("VisitModel does not take the call when no microphone could be opened [VISIT-6]", async () => {
  const { visit, calls, call } = visitWith();
  calls.prepareMedia = () => {
    calls.calls.push(["prepareMedia"]);
    calls.change({ mediaError: "NotFoundError", hasMicrophone: false, hasCamera: false });
    return Promise.resolve(undefined as never);
  };
  await visit.participation.accept("video");
  equal(visit.stage.value, "asking");
  equal(visit.participation.problem.value?.kind, "missing");
  deepEqual(calls.calls, [["prepareMedia"]]);
  await visit.participation.carryOn();
  deepEqual(calls.calls.at(-1), ["acceptCall", call.call_id]);
});

Deno.test("VisitModel takes the call with sound only when just the camera is missing [VISIT-6]", async () => {
  const { visit, calls, call } = visitWith();
  calls.prepareMedia = () => {
    calls.change({ mediaError: "NotFoundError", hasMicrophone: true, hasCamera: false });
    return Promise.resolve(undefined as never);
  };
  await visit.participation.accept("video");
  deepEqual(calls.calls.at(-1), ["acceptCall", call.call_id]);
  equal(visit.participation.problem.value, null);
  equal(visit.participation.cameraProblem.value, "missing");
});

Deno.test("VisitModel goes back to ringing when the server refuses the answer, and says why [VISIT-7]", async () => {
  const { visit, calls } = visitWith();
  calls.acceptCall = () => Promise.reject(refusal("conflict"));
  await visit.participation.accept("video");
  equal(visit.stage.value, "incoming");
  equal(visit.participation.failure.value, "conflict");
});

Deno.test("VisitModel.leave() ends at once while nobody talks, and asks when it would cut somebody off [VISIT-8]", async () => {
  const { visit, calls } = visitWith({ call: { status: "accepted" } });
  calls.change({ phase: "connecting" });
  visit.leave();
  deepEqual(calls.calls, [["endCall"]]);
  calls.change({ phase: "connected" });
  visit.leave();
  equal(visit.leaving.value, true);
  equal(calls.calls.length, 1);
  visit.end();
  await settled();
  equal(visit.leaving.value, false);
  equal(calls.calls.length, 2);
});

Deno.test("VisitModel closes its question when the visit ends meanwhile [VISIT-8]", () => {
  const { visit, calls } = visitWith({ call: { status: "connected" } });
  calls.change({ phase: "connected" });
  visit.leave();
  calls.change({ phase: "over", call: ended });
  equal(visit.leaving.value, false);
});

Deno.test("VisitModel counts the seconds while connected and shows the stored duration at the end [VISIT-9]", async () => {
  const { visit, calls, time } = visitWith({ call: { status: "connected" } });
  calls.seconds = 5;
  calls.change({ phase: "connected" });
  equal(visit.seconds.value, 5);
  calls.seconds = 6;
  await time.advance(1_000);
  equal(visit.seconds.value, 6);
  calls.change({ phase: "over", call: ended });
  equal(visit.seconds.value, 61);
  equal(time.pending, 0);
});

Deno.test("VisitModel shows its own end at once, before the server has confirmed it [VISIT-9]", () => {
  const { visit, calls } = visitWith({
    call: { status: "connected", connected_at: "2026-03-02T09:00:05.000Z" },
  });
  calls.seconds = 42;
  calls.change({ phase: "connected" });
  calls.change({ phase: "over", endReason: "user_hangup" });
  equal(visit.stage.value, "over");
  deepEqual([visit.ended.end_reason, visit.ended.duration], ["user_hangup", 42]);
});

Deno.test("VisitModel opens the caller's devices once, while it rings [VISIT-5]", () => {
  const { calls } = visitWith({ call: { caller_id: PATIENT.id, callee_id: DOCTOR.id } });
  calls.change({ phase: "outgoing" });
  calls.change({ phase: "outgoing", audioEnabled: false });
  deepEqual(calls.calls, [["prepareMedia", "video"]]);
});

Deno.test("VisitModel takes the newest version of the call and drops older ones [VISIT-3]", () => {
  const { visit, signaling } = visitWith();
  signaling.emit("call:ended", { call: ended });
  equal(visit.stage.value, "over");
  signaling.emit("call:connected", {
    call: callBetween(DOCTOR, PATIENT, { status: "connected", version: 8 }),
  });
  equal(visit.call.value.status, "ended");
});

Deno.test("VisitModel reads how the call ended when the server no longer calls it live [VISIT-3]", async () => {
  const { visit, signaling, read, call } = visitWith({ stored: ended });
  signaling.emit("sync", { live_call: null, conversations: [], presence: [] });
  await settled();
  deepEqual(read, [call.call_id]);
  equal(visit.stage.value, "over");
});

Deno.test("VisitModel asks nothing while the server calls this visit live [VISIT-3]", async () => {
  const { signaling, read, call } = visitWith();
  const live_call = { ...call, ring_until: "2026-03-02T09:01:00.000Z" };
  signaling.emit("sync", { live_call, conversations: [], presence: [] });
  await settled();
  deepEqual(read, []);
});

Deno.test("VisitModel shares the screen only in a running visit, and stops it again [VISIT-4]", () => {
  const { visit, calls } = visitWith();
  visit.toggleShare();
  deepEqual(calls.calls, []);
  calls.change({ phase: "connected" });
  visit.toggleShare();
  calls.change({ screen: true });
  visit.toggleShare();
  deepEqual(calls.calls, [["startScreenShare"], ["stopScreenShare"]]);
});

Deno.test("VisitModel.toggleAudio() tries again to get a microphone where there was none [VISIT-6]", () => {
  const { visit, calls } = visitWith({ call: { status: "connected" } });
  calls.change({ phase: "connected", hasMicrophone: false, mediaError: "NotFoundError" });
  visit.toggleAudio();
  calls.change({ hasMicrophone: true, mediaError: null });
  visit.toggleAudio();
  deepEqual(calls.calls, [["prepareMedia", "video"], ["toggleAudio"]]);
});

Deno.test("VisitModel.toggleVideo() leaves the camera alone in a voice call [VISIT-4]", () => {
  const { visit, calls } = visitWith({ call: { status: "connected", call_type: "voice" } });
  calls.change({ phase: "connected" });
  visit.toggleVideo();
  deepEqual(calls.calls, []);
});

Deno.test("VisitModel.callAgain() places the same call once more and goes there [VISIT-10]", async () => {
  const { visit, signaling, went } = visitWith({ call: { status: "missed", end_reason: "missed" } });
  const done = visit.callAgain();
  equal(visit.again.state.value, "calling");
  deepEqual(signaling.calls, [["initiateCall", DOCTOR.id, 7, "video"]]);
  signaling.answers[0]?.resolve({ call_id: "next" });
  await done;
  deepEqual(went, ["/visit/next"]);
});

Deno.test("VisitModel.callAgain() says when the other side is busy [VISIT-10]", async () => {
  const { visit, signaling } = visitWith({ call: { status: "missed", end_reason: "missed" } });
  const done = visit.callAgain();
  signaling.answers[0]?.reject(refusal("busy"));
  await done;
  equal(visit.again.state.value, "busy");
});

Deno.test("VisitModel listens to nothing once it is disposed", () => {
  const { visit, calls, signaling, time } = visitWith({ call: { status: "connected" } });
  calls.change({ phase: "connected" });
  visit[Symbol.dispose]();
  equal(calls.listeners + signaling.listeners + time.pending, 0);
});
