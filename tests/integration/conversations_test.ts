import { ApiClient } from "../support/api_client.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { clinicProcess } from "../support/clinic_process.ts";
import { clinicTest as test } from "../support/clinic_test.ts";
import { granted } from "../support/granted.ts";
import { addPerson } from "../support/live_clinic.ts";
import {
  messageIn,
  newConversation,
  numbersTo,
  otherStore,
  textMessage,
  TRAIL,
} from "../support/store_scene.ts";
import { openConversation } from "../../realtime/open_conversation.ts";

Deno.test({
  name:
    "a group is made once per client id, from the body or the header; with other content it is a conflict [MSG-16]",
  ignore: !granted("read", "write", "run", "net", "env", "sys"),
  async fn() {
    await using clinic = await clinicProcess();
    const { origin } = clinic.server;
    const patient = await ApiClient.signIn(origin, "patient@demo.test");
    const doctor = await ApiClient.signIn(origin, "doctor@demo.test");
    const client_id = crypto.randomUUID();
    const group = { participant_ids: [doctor.user.id], conversation_type: "group", group_name: "Knee" };
    const made = await patient.ask("POST", "/api/conversations", { ...group, client_id });
    assertEquals([made.status, made.body.conversation.group_name], [201, "Knee"]);
    const again = await patient.ask("POST", "/api/conversations", { ...group, client_id });
    assertEquals([again.status, again.body], [200, made.body]);
    const byHeader = await fetch(`${origin}/api/conversations`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${patient.token}`,
        "content-type": "application/json",
        "idempotency-key": client_id,
      },
      body: JSON.stringify(group),
    });
    assertEquals([byHeader.status, await byHeader.json()], [200, made.body]);
    const other = await patient.ask("POST", "/api/conversations", { ...group, group_name: "Hip", client_id });
    assertEquals([other.status, other.body.code], [409, "conflict"]);
    // A client id is one person's own, and without one each group is a new one.
    const theirs = { ...group, participant_ids: [patient.user.id], client_id };
    assertEquals((await doctor.ask("POST", "/api/conversations", theirs)).status, 201);
    assertEquals((await patient.ask("POST", "/api/conversations", group)).status, 201);
    const { body } = await patient.ask("GET", "/api/conversations");
    assertEquals(body.total, 4);
  },
});

test("two processes asked at once for the same group make one [MSG-16]", async (clinic) => {
  const stores = [clinic.live.use.chat.conversations, await otherStore(clinic.db)];
  const users = [clinic.patient.id, clinic.doctor.id];
  for (const round of numbersTo(15)) {
    const opened = await Promise.all(stores.map((store, index) =>
      store.openGroup({
        conversationId: crypto.randomUUID(),
        // The order of people is no difference.
        users: index === 0 ? users : [...users].reverse(),
        name: "Group",
        createdBy: clinic.patient.id,
        clientId: `group ${round}`,
      }, TRAIL)
    ));
    assertEquals(opened.map((one) => one.kind).sort(), ["made", "repeated"]);
    assertEquals(new Set(opened.map((one) => "conversationId" in one && one.conversationId)).size, 1);
  }
});

test("everybody in a new conversation is told of it at once, and nobody else [MSG-17]", async (clinic) => {
  using phone = await clinic.open(clinic.patient);
  using desk = await clinic.open(clinic.patient);
  using doctor = await clinic.open(clinic.doctor);
  using stranger = await clinic.open(clinic.stranger);
  const { chat } = clinic.live.use;
  const request = {
    participant_ids: [clinic.doctor.id],
    conversation_type: "group" as const,
    group_name: "Knee",
    client_id: "knee",
  };
  const opened = await openConversation(chat, phone.who, request);
  assert(opened.ok && opened.value.made);
  const { conversation } = opened.value;
  assertEquals((await doctor.next("conversation:update")).conversation, conversation);
  assertEquals((await desk.next("conversation:update")).conversation, conversation);
  // Sent again because its answer was lost: those who have heard of it hear nothing again.
  const again = await openConversation(chat, phone.who, request);
  assert(again.ok && !again.value.made);
  const marker = textMessage(conversation.conversation_id, clinic.patient.id);
  await phone.ask("chat:message", {
    conversation_id: marker.conversationId,
    body: "first",
    client_id: marker.clientId,
  });
  await doctor.next("chat:message");
  const told = [phone, desk, doctor, stranger].map((one) => one.all("conversation:update").length);
  assertEquals(told, [0, 1, 1, 0]);
});

test("a conversation that nobody was told of is told when its command comes again [MSG-17]", async (clinic) => {
  using phone = await clinic.open(clinic.patient);
  using doctor = await clinic.open(clinic.doctor);
  const users = [clinic.patient.id, clinic.doctor.id];
  const conversationId = crypto.randomUUID();
  // As by a process that died between commit and push.
  await clinic.live.use.chat.conversations.openGroup(
    { conversationId, users, name: "Knee", createdBy: clinic.patient.id, clientId: "knee" },
    TRAIL,
  );
  const again = await openConversation(clinic.live.use.chat, phone.who, {
    participant_ids: [clinic.doctor.id],
    conversation_type: "group",
    group_name: "Knee",
    client_id: "knee",
  });
  assert(again.ok && !again.value.made);
  const told = await doctor.next("conversation:update");
  assertEquals(told.conversation.conversation_id, conversationId);
});

test("views() shows each participant their own unread messages [MSG-17]", async (clinic) => {
  const { conversations } = clinic.live.use.chat;
  const { conversationId, people: [me, other] } = await newConversation(clinic);
  for (const _ of numbersTo(3)) await conversations.append(textMessage(conversationId, me), TRAIL);
  const views = await conversations.views(conversationId);
  const unread = views.map((one) => [one.userId, one.conversation.unread_count]).sort();
  assertEquals(unread, [[me, 0], [other, 3]].sort());
  for (const { userId, conversation } of views) {
    assertEquals(await conversations.find(conversationId, userId), conversation);
    const list = await conversations.list(userId, { page: 1, perPage: 10 });
    assertEquals(list.items, [conversation]);
  }
});

test("under marks and new messages at once a status never goes back, and all is read at the end [MSG-5]", async (clinic) => {
  const { conversations } = clinic.live.use.chat;
  const people = [clinic.patient.id, clinic.doctor.id, (await addPerson(clinic.db, "Third", "patient")).id];
  const conversationId = crypto.randomUUID();
  await conversations.openGroup(
    { conversationId, users: people, name: "Group", createdBy: people[0] ?? 0, clientId: null },
    TRAIL,
  );
  const RANK = { sent: 0, delivered: 1, read: 2 };
  const highest = new Map<string, number>();
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      for (const one of await everything()) {
        const rank = RANK[one.status];
        assert(rank >= (highest.get(one.message_id) ?? 0), `${one.seq} went back to ${one.status}`);
        highest.set(one.message_id, rank);
      }
    }
  })();
  await Promise.all(people.map(async (sender) => {
    for (const _ of numbersTo(15)) {
      const { message_id } = messageIn(
        await conversations.append(textMessage(conversationId, sender), TRAIL),
      );
      const marks = people.filter((id) => id !== sender).flatMap((id) =>
        [["read", id], ["delivered", id]] as const
      );
      const shuffled = marks.map((mark) => ({ mark, at: Math.random() })).sort((a, b) => a.at - b.at);
      await Promise.all(
        shuffled.map(({ mark: [kind, id] }) => conversations.mark(kind, message_id, id, Date.now(), TRAIL)),
      );
    }
  }));
  isOver = true;
  await watching;
  const all = await everything();
  assertEquals(all.map((one) => one.seq), numbersTo(45));
  // Each last message was read by the two others, and with it whatever came before.
  for (const sender of people) {
    const own = all.filter((one) => one.sender_id === sender);
    assertEquals(new Set(own.map((one) => one.status)), new Set(["read"]));
    assertEquals((await conversations.find(conversationId, sender))?.unread_count, 0);
  }

  async function everything() {
    return (await conversations.messages(conversationId, { kind: "after", seq: 0, limit: 100 })).items;
  }
});
