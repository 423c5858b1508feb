import assert from "node:assert/strict";
import { HomeModel, type HomeSource } from "../../islands/models/home_model.ts";
import type { AppointmentObject, UserObject } from "../../realtime/core/objects.ts";
import { callBetween } from "../support/call_objects.ts";
import {
  CONVERSATION_ID,
  directConversation,
  DOCTOR,
  messageNumbered,
  PATIENT,
} from "../support/chat_objects.ts";
import { FakeSession } from "../support/fake_session.ts";
import { settled } from "../support/fake_time.ts";

function home() {
  const reads: string[] = [];
  const model = new HomeModel({
    me: PATIENT,
    appointments: [],
    conversations: [directConversation(5)],
    calls: [],
    presence: [{ user_id: DOCTOR.id, status: "online", last_seen: null, device_type: "web" }],
  });
  const read = <T>(name: string, answer: T) => {
    reads.push(name);
    return Promise.resolve(answer);
  };
  const source: HomeSource = {
    appointments: () => read("appointments", []),
    conversations: () => read("conversations", [directConversation(9)]),
    recentCalls: () => read("calls", [callBetween(DOCTOR, PATIENT)]),
  };
  const session = new FakeSession(PATIENT);
  const sync = (lastSeq: number) =>
    session.signaling.emit("sync", {
      live_call: null,
      conversations: [{ conversation_id: CONVERSATION_ID, last_seq: lastSeq, delivered_seq: 0, read_seq: 0 }],
      presence: [],
    });
  return { model, source, session, reads, sync };
}

Deno.test("HomeModel draws from its facts alone until it follows a session [UI-7]", () => {
  const { model } = home();
  assert.equal(model.presenceOf(DOCTOR.id), "online");
  assert.equal(model.presenceOf(99), "offline");
  assert.equal(model.obstacle, null);
});

Deno.test("HomeModel reads nothing again on the first sync unless something was written meanwhile [UI-7]", async () => {
  const { model, source, session, reads, sync } = home();
  model.follow(session, source);
  sync(5);
  assert.deepEqual(reads, []);
  sync(5);
  await settled();
  assert.deepEqual(reads, ["appointments", "conversations", "calls"]);
  assert.equal(model.calls.value.length, 1);
});

Deno.test("HomeModel notices a message from between the rendering and the first sync [UI-7]", async () => {
  const { model, source, session, sync } = home();
  model.follow(session, source);
  sync(9);
  await settled();
  assert.equal(model.conversations.value[0]?.last_seq, 9);
});

Deno.test("HomeModel counts a new message once, and none of one's own [UI-7]", () => {
  const { model, source, session } = home();
  model.follow(session, source);
  const message = messageNumbered(6, { sender_id: DOCTOR.id });
  session.signaling.emit("chat:message", { message });
  session.signaling.emit("chat:message", { message });
  assert.equal(model.conversations.value[0]?.unread_count, 1);
  session.signaling.emit("chat:message", { message: messageNumbered(7) });
  assert.equal(model.conversations.value[0]?.unread_count, 0);
});

Deno.test("HomeModel shows a new conversation after those with messages, and a changed one in its place [UI-7]", () => {
  const { model, source, session, reads } = home();
  const written = { ...directConversation(5), last_message_at: "2026-03-02T08:00:00.000Z" };
  model.conversations.value = [written];
  model.follow(session, source);
  const made = { ...directConversation(0), conversation_id: crypto.randomUUID(), group_name: "Knee" };
  session.signaling.emit("conversation:update", { conversation: made });
  assert.deepEqual(model.conversations.value, [written, made]);
  const renamed = { ...made, group_name: "Hip" };
  session.signaling.emit("conversation:update", { conversation: renamed });
  assert.deepEqual(model.conversations.value, [written, renamed]);
  const newest = { ...made, last_message_at: "2026-03-02T09:00:00.000Z" };
  session.signaling.emit("conversation:update", { conversation: newest });
  assert.deepEqual(model.conversations.value, [newest, written]);
  assert.deepEqual(reads, []);
});

Deno.test("HomeModel.obstacle names why no call can be placed [UI-5]", () => {
  const { model, source, session } = home();
  model.follow(session, source);
  session.connection.value = { name: "waiting", attempt: 1, retryAt: 0 };
  assert.equal(model.obstacle, "no_connection");
  session.liveCall.value = { call: callBetween(PATIENT, DOCTOR), ringUntil: null, here: true };
  assert.equal(model.obstacle, "in_call");
});

const APPOINTMENT: AppointmentObject = {
  id: 7,
  patient_id: PATIENT.id,
  doctor_id: DOCTOR.id,
  starts_at: "2026-03-02T08:45:00.000Z",
  ends_at: "2026-03-02T09:45:00.000Z",
  status: "scheduled",
  reason: null,
  version: 2,
  patient: PATIENT,
  doctor: DOCTOR,
  guests: [],
};

Deno.test("HomeModel takes a newer version of an appointment, drops an older one, and reads again what moved [APPT-9]", async () => {
  const { model, source, session, reads } = home();
  model.follow(session, source);
  const emit = (changes: Partial<AppointmentObject>) =>
    session.signaling.emit("appointment:update", { appointment: { ...APPOINTMENT, ...changes } });
  model.appointments.value = [APPOINTMENT];
  emit({ version: 3, reason: "Hip" });
  emit({ version: 2, reason: "older" });
  assert.deepEqual([model.appointments.value[0]?.reason, reads], ["Hip", []]);
  emit({ version: 4, starts_at: "2026-03-02T08:00:00.000Z" });
  emit({ id: 8, version: 1 });
  await settled();
  assert.deepEqual(reads, ["appointments", "appointments"]);
});

Deno.test("HomeModel.othersOf() begins with the one that somebody is there for [APPT-11]", () => {
  const guest = { id: 3, name: "Gus", role: "patient" as const, is_guest: true as const };
  const appointment = { ...APPOINTMENT, guests: [guest] };
  const facts = { appointments: [appointment], conversations: [], calls: [], presence: [] };
  const others = (me: UserObject) =>
    new HomeModel({ me, ...facts }).othersOf(appointment).map((one) => one.id);
  assert.deepEqual(others(PATIENT), [DOCTOR.id, guest.id]);
  assert.deepEqual(others(DOCTOR), [PATIENT.id, guest.id]);
  assert.deepEqual(others(guest), [DOCTOR.id, PATIENT.id]);
  const admin: UserObject = { id: 9, name: "Ada", role: "admin" };
  assert.deepEqual(others(admin), [PATIENT.id, DOCTOR.id, guest.id]);
  const model = new HomeModel({ me: DOCTOR, ...facts });
  const call = { ...callBetween(guest, DOCTOR), appointment_id: 7 };
  assert.equal(model.otherOfLive({ call, ringUntil: null, here: true })?.name, "Gus");
  assert.deepEqual([model.isIn(appointment), new HomeModel({ me: admin, ...facts }).isIn(appointment)], [
    true,
    false,
  ]);
});

Deno.test("HomeModel shows how much of a conversation is not sent [DEV-1]", () => {
  const { model, source, session } = home();
  assert.equal(model.unsentIn(CONVERSATION_ID), 0);
  model.follow(session, source);
  session.unsentMessages.value = new Map([[CONVERSATION_ID, 2]]);
  assert.equal(model.unsentIn(CONVERSATION_ID), 2);
  assert.equal(model.unsentIn("another"), 0);
});
