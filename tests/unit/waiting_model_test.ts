import { type ChimeReason, WaitingModel, type WaitingSource } from "../../islands/models/waiting_model.ts";
import { headline, tabTitle } from "../../islands/waiting/waiting_words.ts";
import type { AppointmentObject } from "../../realtime/core/objects.ts";
import type { WaitingObject } from "../../realtime/core/waiting_objects.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { callBetween } from "../support/call_objects.ts";
import { CONVERSATION_ID, DOCTOR, messageNumbered, PATIENT } from "../support/chat_objects.ts";
import { FakeSession } from "../support/fake_session.ts";
import { FakeTime, settled } from "../support/fake_time.ts";

const START = Date.parse("2026-03-02T09:00:00.000Z");
const APPOINTMENT: AppointmentObject = {
  id: 7,
  patient_id: PATIENT.id,
  doctor_id: DOCTOR.id,
  starts_at: "2026-03-02T09:00:00.000Z",
  ends_at: "2026-03-02T09:30:00.000Z",
  status: "scheduled",
  reason: null,
  version: 1,
  patient: PATIENT,
  doctor: DOCTOR,
  guests: [],
};
const ABSENT: WaitingObject = {
  appointment_id: 7,
  user_id: PATIENT.id,
  status: "absent",
  gone_reason: null,
  place: null,
  arrived_at: null,
  postponed_until: null,
  version: 0,
};
const QUEUED: WaitingObject = {
  ...ABSENT,
  status: "waiting",
  place: 1,
  arrived_at: "2026-03-02T08:55:00.000Z",
  version: 3,
};

function refusal(code: string): Error {
  return Object.assign(new Error(code), { code });
}

function scene(answers: (WaitingObject | Error)[], appointment = APPOINTMENT) {
  const time = new FakeTime(START);
  const session = new FakeSession(PATIENT, () => time.now());
  const asked: string[] = [];
  const chimes: ChimeReason[] = [];
  const answer = (what: string) => {
    asked.push(what);
    const next = answers.shift();
    if (!next || next instanceof Error) return Promise.reject(next ?? refusal("unavailable"));
    return Promise.resolve(next);
  };
  const source: WaitingSource = { arrive: () => answer("arrive"), leave: () => answer("leave") };
  const model = new WaitingModel({
    appointment,
    waiting: ABSENT,
    presence: null,
    conversationId: CONVERSATION_ID,
    unread: 0,
    now: START,
  });
  model.follow({ session, source, timers: time, chime: (reason) => chimes.push(reason) });
  const push = (more: Partial<WaitingObject>) =>
    session.signaling.emit("waiting:update", { waiting: { ...QUEUED, ...more } });
  return { model, session, time, asked, chimes, push };
}

const SYNC = { live_call: null, conversations: [], presence: [] };

Deno.test("WaitingModel comes in, comes in again after every reconnect, and drops what is older [WAIT-11]", async () => {
  const { model, session, asked, push } = scene([QUEUED, { ...QUEUED, version: 5 }]);
  assertEquals(headline(model), "One moment …");
  await settled();
  assertEquals(model.isQuiet, false);
  session.quiet.value = true;
  assertEquals(model.isQuiet, true, "no call would ring");
  assertEquals([model.stage.value, headline(model)], ["queued", "1 person before you"]);
  session.signaling.emit("sync", SYNC);
  await settled();
  assertEquals(asked, ["arrive", "arrive"]);
  push({ place: 9, version: 4 });
  assertEquals(model.waiting.value.place, 1);
  push({ place: 0, version: 6, appointment_id: 8 });
  assertEquals(model.waiting.value.place, 1, "of another visit");
});

Deno.test("WaitingModel chimes when it is the person's turn and when the doctor comes, not before [WAIT-12]", async () => {
  const { model, session, chimes, push } = scene([QUEUED]);
  await settled();
  assertEquals([model.doctorState.value, chimes.join()], ["not_here", ""]);
  const presence = { user_id: DOCTOR.id, last_seen: null, device_type: "web" as const };
  session.presence.value = new Map([[DOCTOR.id, { ...presence, status: "busy" }]]);
  assertEquals([model.doctorState.value, chimes.join()], ["busy", ""]);
  session.presence.value = new Map([[DOCTOR.id, { ...presence, status: "online" }]]);
  push({ place: 0, version: 4 });
  push({ place: 0, version: 5, postponed_until: "2026-03-02T09:10:00.000Z" });
  assertEquals(chimes, ["doctor", "next"]);
  assertEquals(tabTitle(model), `You are next · ${DOCTOR.name}`);
});

Deno.test("WaitingModel tries again by itself while the clinic can't be reached, and says so [WAIT-11]", async () => {
  const { model, time, asked } = scene([refusal("unavailable"), QUEUED]);
  await settled();
  assertEquals([model.problem.value, model.stage.value], ["arrive", "entering"]);
  assert(tabTitle(model).startsWith("No connection"));
  await time.advance(5_000);
  assertEquals([model.problem.value, model.stage.value, asked.length], [null, "queued", 2]);
});

Deno.test("WaitingModel waits before a door that is not open yet, and goes in when it opens or is moved [WAIT-9]", async () => {
  const later = {
    ...APPOINTMENT,
    starts_at: "2026-03-02T09:30:30.000Z",
    ends_at: "2026-03-02T10:00:00.000Z",
  };
  const { model, time, session } = scene([refusal("too_early"), refusal("too_early"), QUEUED], later);
  await settled();
  assertEquals(model.stage.value, "too_early");
  await time.advance(30_500);
  assertEquals(model.stage.value, "too_early", "the server's clock counts");
  session.signaling.emit("appointment:update", { appointment: { ...APPOINTMENT, version: 2 } });
  await settled();
  assertEquals(model.stage.value, "queued");
  session.signaling.emit("appointment:update", {
    appointment: { ...APPOINTMENT, version: 3, status: "cancelled" },
  });
  await settled();
  assertEquals(model.problem.value, "arrive", "what the server says decides");
});

Deno.test("WaitingModel leaves once it is done, stays out over reconnects, and can come back [WAIT-11]", async () => {
  const gone = { ...QUEUED, status: "gone", gone_reason: "left", place: null, version: 4 } as const;
  const { model, session, asked } = scene([QUEUED, refusal("unavailable"), gone, { ...QUEUED, version: 5 }]);
  await settled();
  await model.leave();
  assertEquals([model.problem.value, model.stage.value], ["leave", "queued"]);
  await model.leave();
  assertEquals([model.problem.value, model.stage.value], [null, "left"]);
  session.signaling.emit("sync", SYNC);
  await settled();
  assertEquals(asked, ["arrive", "leave", "leave"]);
  model.comeBack();
  await settled();
  assertEquals(model.stage.value, "queued");
});

Deno.test("WaitingModel comes back by itself when it was lost, and not when somebody decided [WAIT-11]", async () => {
  const { model, push, asked } = scene([QUEUED, { ...QUEUED, version: 5 }]);
  await settled();
  push({ status: "gone", gone_reason: "lost", place: null, version: 4 });
  await settled();
  assertEquals([model.stage.value, asked.length], ["queued", 2]);
  for (const gone_reason of ["not_come", "admitted", "closed"] as const) {
    push({ status: "gone", gone_reason, place: null, version: 6 });
    await settled();
    assertEquals([model.stage.value, asked.length], [gone_reason === "closed" ? "over" : gone_reason, 2]);
  }
});

Deno.test("WaitingModel says that a call was missed, until the next one rings [WAIT-8]", async () => {
  const { model, session } = scene([QUEUED]);
  await settled();
  const call = callBetween(DOCTOR, PATIENT);
  session.signaling.emit("call:missed", { call: { ...call, accepted_at: null } });
  assertEquals(model.missedAt.value, START);
  session.signaling.emit("call:ringing", {
    call,
    ring_until: call.initiated_at,
    ice_servers: [],
    caller: DOCTOR,
    callee: PATIENT,
  });
  assertEquals(model.missedAt.value, null);
  session.signaling.emit("call:ended", { call: { ...call, accepted_at: call.initiated_at } });
  assertEquals(model.missedAt.value, null, "a visit that has ended was not missed");
});

Deno.test("WaitingModel counts what the doctor writes meanwhile, and nothing else [WAIT-11]", async () => {
  const { model, session } = scene([QUEUED]);
  await settled();
  const hear = (sender_id: number, conversation_id: string) =>
    session.signaling.emit("chat:message", { message: messageNumbered(1, { sender_id, conversation_id }) });
  hear(DOCTOR.id, CONVERSATION_ID);
  hear(PATIENT.id, CONVERSATION_ID);
  hear(DOCTOR.id, "another one");
  assertEquals(model.unread.value, 1);
});
