import type { NewMessage } from "../../realtime/ports/conversation_store.ts";
import { Unavailable } from "../../realtime/ports/unavailable.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { clinicTest as test } from "../support/clinic_test.ts";
import { deadlocks } from "../support/deadlocks.ts";
import {
  allMessages,
  messageIn,
  newConversation,
  numbersTo,
  otherStore,
  textMessage,
  TRAIL,
} from "../support/store_scene.ts";

test("append() makes groups of what arrives together, in the order of arrival [MSG-8]", async (clinic) => {
  const store = clinic.live.use.chat.conversations;
  const scenes = [
    await newConversation(clinic),
    await newConversation(clinic),
    await newConversation(clinic),
  ];
  const messages = numbersTo(300).map((n) => {
    const { conversationId, people } = scenes[n % 3] ?? scenes[0]!;
    return textMessage(conversationId, people[n % 2] ?? 0, { body: `message ${n}` });
  });
  // Once before, so that every key is there.
  await Promise.all(
    scenes.flatMap(({ conversationId, people }) =>
      people.map((id) => store.append(textMessage(conversationId, id), TRAIL))
    ),
  );
  const appended = await Promise.all(messages.map((one) => store.append(one, TRAIL)));
  assertEquals(new Set(appended.map((one) => one.kind)), new Set(["appended"]));
  for (const { conversationId } of scenes) {
    const stored = await allMessages(store, conversationId);
    assertEquals(stored.map((one) => one.seq), numbersTo(102));
    const sent = messages.filter((one) => one.conversationId === conversationId).map((one) => one.messageId);
    assertEquals(stored.slice(2).map((one) => one.message_id), sent);
    const answered = appended.map(messageIn).filter((one) => one.conversation_id === conversationId);
    assertEquals(answered, stored.slice(2));
  }
  const ids = messages.map((one) => one.messageId);
  const [counted] = await clinic.db.read((sql) =>
    sql<{ groups: number }[]>`
      select count(distinct xmin::text) as groups from messages where message_id = any(${ids}::uuid[])`
  );
  assert(counted && counted.groups <= 6, `${counted?.groups} transactions for 300 messages`);
});

test("a wrong message fails alone, whatever is wrong with it, and never its neighbours [MSG-9]", async (clinic) => {
  const store = clinic.live.use.chat.conversations;
  const { conversationId, people: [me] } = await newConversation(clinic);
  const first = textMessage(conversationId, me, { body: "first" });
  await store.append(first, TRAIL);
  const text = (changes: Partial<NewMessage> = {}) => textMessage(conversationId, me, changes);
  const group = [
    text(),
    text({ clientId: first.clientId, body: "another" }),
    text(),
    text({ callId: crypto.randomUUID() }),
    text({ attachmentIds: [crypto.randomUUID()] }),
    text(),
    text({ conversationId: crypto.randomUUID() }),
    text({ clientId: "x".repeat(200) }),
    text({ senderId: 2_000_000_000 }),
    text({ clientId: first.clientId, body: "first" }),
    text(),
  ];
  const outcomes = await Promise.all(
    group.map((one) => store.append(one, TRAIL).then((done) => done.kind, () => "thrown")),
  );
  assertEquals(outcomes, [
    "appended",
    "conflict",
    "appended",
    "unknown_reference",
    "unknown_reference",
    "appended",
    "thrown",
    "thrown",
    "thrown",
    "repeated",
    "appended",
  ]);
  const stored = await allMessages(store, conversationId);
  assertEquals(stored.map((one) => one.seq), numbersTo(5));
  const kept = group.filter((_, index) => outcomes[index] === "appended").map((one) => one.messageId);
  assertEquals(stored.slice(1).map((one) => one.message_id), kept);
});

test("the same client id twice in one group makes one message [MSG-10]", async (clinic) => {
  const store = clinic.live.use.chat.conversations;
  const here = await newConversation(clinic);
  const [me] = here.people;
  const elsewhere = crypto.randomUUID();
  const users = [...here.people];
  await store.openGroup(
    { conversationId: elsewhere, users, name: "Group", createdBy: users[0] ?? 0, clientId: null },
    TRAIL,
  );
  // Both keys are there then, so nobody waits for one.
  for (const place of [here.conversationId, elsewhere]) await store.append(textMessage(place, me), TRAIL);
  const one = textMessage(here.conversationId, me, { body: "once" });
  const again = (changes: Partial<NewMessage> = {}) => ({
    ...one,
    messageId: crypto.randomUUID(),
    ...changes,
  });
  const outcomes = await Promise.all([
    store.append(one, TRAIL),
    store.append(again(), TRAIL),
    store.append(again({ body: "twice" }), TRAIL),
    store.append(again({ conversationId: elsewhere }), TRAIL),
    store.append(again({ conversationId: here.conversationId.toUpperCase() }), TRAIL),
  ]);
  assertEquals(outcomes.map((done) => done.kind), [
    "appended",
    "repeated",
    "conflict",
    "conflict",
    "repeated",
  ]);
  const stored = await allMessages(store, here.conversationId);
  assertEquals(stored.slice(1).map((done) => done.message_id), [one.messageId]);
  assertEquals((await allMessages(store, elsewhere)).length, 1);
});

test("the same client id in two processes at once makes one message [MSG-10]", async (clinic) => {
  const stores = [clinic.live.use.chat.conversations, await otherStore(clinic.db)] as const;
  const { conversationId, people } = await newConversation(clinic);
  const elsewhere = crypto.randomUUID();
  await stores[0].openGroup(
    { conversationId: elsewhere, users: people, name: "Group", createdBy: people[0] ?? 0, clientId: null },
    TRAIL,
  );
  const outcomes: string[] = [];
  for (let round = 0; round < 40; round++) {
    const one = textMessage(conversationId, people[0]);
    const isSplit = round % 2 === 1;
    const other = { ...one, messageId: crypto.randomUUID(), ...(isSplit && { conversationId: elsewhere }) };
    const both = await Promise.all([stores[0].append(one, TRAIL), stores[1].append(other, TRAIL)]);
    const kinds = both.map((done) => done.kind).sort().join();
    outcomes.push(kinds);
    assertEquals(kinds, isSplit ? "appended,conflict" : "appended,repeated");
    if (!isSplit) assertEquals(new Set(both.map((done) => messageIn(done).message_id)).size, 1);
  }
  const total = (await allMessages(stores[0], conversationId)).length +
    (await allMessages(stores[0], elsewhere)).length;
  assertEquals([outcomes.length, total], [40, 40]);
});

test("groups of several processes over the same conversations never deadlock [MSG-11]", async (clinic) => {
  const stores = [
    clinic.live.use.chat.conversations,
    await otherStore(clinic.db),
    await otherStore(clinic.db),
  ];
  const scenes = await Promise.all(numbersTo(12).map(() => newConversation(clinic)));
  const before = await deadlocks(clinic.db);
  const work = stores.flatMap((store) =>
    numbersTo(15).map(async (round) => {
      const shuffled = scenes.map((scene) => ({ scene, at: Math.random() })).sort((a, b) => a.at - b.at);
      for (const { scene: { conversationId, people } } of shuffled) {
        const message = textMessage(conversationId, people[round % 2] ?? 0);
        const { message_id } = messageIn(await store.append(message, TRAIL));
        const reader = people[(round + 1) % 2] ?? 0;
        await store.mark("read", message_id, reader, Date.now(), TRAIL);
      }
    })
  );
  await Promise.all(work);
  for (const { conversationId } of scenes) {
    const stored = await allMessages(stores[0]!, conversationId);
    assertEquals(stored.map((one) => one.seq), numbersTo(45));
  }
  assertEquals(await deadlocks(clinic.db), before);
});

test("more messages than may wait are refused as unavailable, and the others stored [MSG-13]", async (clinic) => {
  const store = clinic.live.use.chat.conversations;
  const { conversationId, people: [me] } = await newConversation(clinic);
  const tries = await Promise.allSettled(
    numbersTo(2_100).map(() => store.append(textMessage(conversationId, me), TRAIL)),
  );
  const refused = tries.filter((one) => one.status === "rejected");
  assert(refused.every((one) => one.reason instanceof Unavailable));
  assert(tries.slice(2_000).every((one) => one.status === "rejected"), "more than 2,000 waited");
  assertEquals((await store.find(conversationId, me))?.last_seq, tries.length - refused.length);
  assert(tries[0]?.status === "fulfilled");
});
