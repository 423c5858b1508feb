import assert from "node:assert/strict";
import { HomeModel, type HomeSource } from "../../islands/models/home_model.ts";
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

Deno.test("HomeModel.obstacle names why no call can be placed [UI-5]", () => {
  const { model, source, session } = home();
  model.follow(session, source);
  session.connection.value = { name: "waiting", attempt: 1, retryAt: 0 };
  assert.equal(model.obstacle, "no_connection");
  session.liveCall.value = { call: callBetween(PATIENT, DOCTOR), ringUntil: null, here: true };
  assert.equal(model.obstacle, "in_call");
});
