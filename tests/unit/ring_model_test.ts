import assert from "node:assert/strict";
import { RingModel } from "../../islands/models/ring_model.ts";
import { callBetween } from "../support/call_objects.ts";
import { DOCTOR, PATIENT } from "../support/chat_objects.ts";
import { FakeSession } from "../support/fake_session.ts";
import { FakeTime, settled } from "../support/fake_time.ts";

const RING_MS = 60_000;
const call = callBetween(DOCTOR, PATIENT, { status: "ringing", version: 2 });
const over = { ...call, status: "ended" as const, version: 3 };

const ringOf = (model: RingModel) => model.ring.value;
const noticeOf = (model: RingModel) => model.notice.value;

function ringing() {
  const time = new FakeTime();
  const session = new FakeSession(PATIENT, () => time.now());
  const model = new RingModel();
  const opened: string[] = [];
  const told: string[] = [];
  let heard: (callId: string) => void = () => {};
  let visit = "";
  let signedIn = true;
  model.follow({
    session,
    timers: time,
    isVisit: (callId) => callId === visit,
    wayIn: "/sign-in" as const,
    isSignedIn: () => Promise.resolve(signedIn),
    findCaller: () => Promise.resolve(DOCTOR),
    open: (path) => void opened.push(path),
    tabs: { tell: (callId) => void told.push(callId), listen: (run) => heard = run },
  });
  const until = () => new Date(time.now() + RING_MS).toISOString();
  const ring = (one = call) =>
    session.signaling.emit("call:ringing", {
      call: one,
      ring_until: until(),
      ice_servers: [],
      caller: DOCTOR,
      callee: PATIENT,
    });
  const sync = (live: typeof call | null) =>
    session.signaling.emit("sync", {
      live_call: live && { ...live, ring_until: until() },
      conversations: [],
      presence: [],
    });
  return {
    model,
    time,
    session,
    opened,
    ring,
    sync,
    told,
    hear: (callId: string) => heard(callId),
    beVisit: () => visit = call.call_id,
    signOut: () => signedIn = false,
  };
}

Deno.test("RingModel rings for the callee only, with the caller's name [UI-1]", () => {
  const { model, ring } = ringing();
  ring(callBetween(PATIENT, DOCTOR, { status: "ringing" }));
  assert.equal(ringOf(model), null);
  ring();
  assert.equal(ringOf(model)?.caller?.name, DOCTOR.name);
});

Deno.test("RingModel does not ring on the call's own visit page [UI-1]", () => {
  const { model, ring, beVisit } = ringing();
  beVisit();
  ring();
  assert.equal(ringOf(model), null);
});

Deno.test("RingModel stops by itself at ring_until and leaves a notice [UI-1]", async () => {
  const { model, time, ring } = ringing();
  ring();
  await time.advance(RING_MS - 1);
  assert.ok(ringOf(model));
  await time.advance(1);
  assert.equal(ringOf(model), null);
  assert.equal(noticeOf(model)?.end, "missed");
  assert.equal(time.pending, 0);
});

Deno.test("RingModel says why it stopped: answered elsewhere, cancelled, missed, declined elsewhere [UI-1]", () => {
  const { model, session, ring } = ringing();
  const ends = [
    ["answered_elsewhere", () => session.signaling.emit("call:accepted", { call, answered_elsewhere: true })],
    ["cancelled", () => session.signaling.emit("call:ended", { call: over })],
    ["missed", () => session.signaling.emit("call:missed", { call: over })],
    ["declined_elsewhere", () => session.signaling.emit("call:declined", { call: over })],
  ] as const;
  for (const [end, happen] of ends) {
    ring();
    happen();
    assert.equal(ringOf(model), null);
    assert.equal(noticeOf(model)?.end, end);
  }
});

Deno.test("RingModel takes a message about a call in good hands away again, a missed call stays", async () => {
  const { model, time, session, ring } = ringing();
  ring();
  session.signaling.emit("call:accepted", { call, answered_elsewhere: true });
  await time.advance(8_000);
  assert.equal(noticeOf(model), null);
  ring();
  session.signaling.emit("call:missed", { call: over });
  await time.advance(3_600_000);
  assert.equal(noticeOf(model)?.end, "missed");
});

Deno.test("RingModel rings for a call that was ringing before the page was opened, and finds the name [UI-1]", async () => {
  const { model, sync } = ringing();
  sync(call);
  assert.equal(ringOf(model)?.caller, null);
  await settled();
  assert.equal(ringOf(model)?.caller?.name, DOCTOR.name);
});

Deno.test("RingModel stops when a sync shows that the ringing is over [UI-1]", () => {
  const { model, ring, sync } = ringing();
  ring();
  sync(null);
  assert.equal(ringOf(model), null);
  ring();
  sync({ ...call, status: "accepted", version: 3 });
  assert.equal(noticeOf(model)?.end, "answered_elsewhere");
});

Deno.test("RingModel.accept() goes to the visit, with or without the camera", () => {
  const { model, opened, ring } = ringing();
  ring();
  model.accept();
  model.accept(true);
  assert.deepEqual(opened, [`/visit/${call.call_id}#accept`, `/visit/${call.call_id}#accept-voice`]);
});

Deno.test("RingModel.decline() is silent at once and sends one refusal", () => {
  const { model, session, ring } = ringing();
  ring();
  model.decline();
  model.decline();
  assert.equal(ringOf(model), null);
  assert.equal(noticeOf(model), null);
  assert.equal(session.signaling.count("declineCall"), 1);
});

Deno.test("RingModel finds out that somebody was signed out behind a connection that keeps failing [UI-6]", async () => {
  const { model, session, signOut } = ringing();
  const fail = async (attempt: number) => {
    session.connection.value = { name: "waiting", attempt, retryAt: 0 };
    session.signaling.emit("state", session.connection.value);
    await settled();
    return model.connection;
  };
  assert.equal(await fail(2), "reconnecting");
  signOut();
  assert.equal(await fail(1), "reconnecting");
  assert.equal(await fail(2), "signed_out");
});

Deno.test("RingModel rings for a call that rings, not for one that has only been placed [DEV-13]", () => {
  const { model, sync } = ringing();
  sync({ ...call, status: "initiated" });
  assert.equal(ringOf(model), null);
  sync(call);
  assert.equal(ringOf(model)?.call.call_id, call.call_id);
});

Deno.test("RingModel shows no call to who does not want to be disturbed, and one that still rings afterwards [DEV-12]", async () => {
  const { model, session, ring, time } = ringing();
  session.quiet.value = true;
  ring();
  assert.equal(ringOf(model), null);
  session.quiet.value = false;
  assert.ok(ringOf(model));
  session.quiet.value = true;
  await time.advance(RING_MS);
  assert.equal(noticeOf(model)?.end, "missed");
});

Deno.test("RingModel stops when the call turns out to be connected, whatever was missed [DEV-13]", () => {
  const { model, session, ring } = ringing();
  ring();
  session.signaling.emit("call:connected", { call: { ...call, status: "connected", version: 4 } });
  assert.equal(ringOf(model), null);
  assert.equal(noticeOf(model)?.end, "answered_elsewhere");
});

Deno.test("RingModel leaves a call alone that is taken or refused in another tab, and tells the others of its own [DEV-13]", () => {
  const { model, ring, hear, told, sync } = ringing();
  ring();
  hear(call.call_id);
  assert.equal(ringOf(model), null);
  assert.equal(noticeOf(model), null);
  ring();
  sync(call);
  assert.equal(ringOf(model), null, "what the server tells late does not ring again");
  for (const settle of [() => model.accept(), () => model.decline()]) {
    const other = { ...call, call_id: crypto.randomUUID() };
    ring(other);
    settle();
    assert.equal(told.at(-1), other.call_id);
    model.decline();
  }
});

Deno.test("RingModel counts what waits to be sent, messages too [DEV-1]", () => {
  const { model, session } = ringing();
  session.unsent.value = 1;
  session.unsentMessages.value = new Map([["a", 2], ["b", 0]]);
  assert.equal(model.unsent, 3);
});
