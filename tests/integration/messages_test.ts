import { assert, assertEquals } from "../support/assert.ts";
import { clinicTest as test } from "../support/clinic_test.ts";
import type { Device, LiveClinic } from "../support/live_clinic.ts";

async function send(
  { conversationId }: LiveClinic,
  device: Device,
  body: string,
  client_id: string = crypto.randomUUID(),
) {
  return (await device.ask("chat:message", { conversation_id: conversationId, body, client_id })).message;
}

test("fifty messages from four devices at once get gap-free numbers, the same everywhere [MSG-1]", async (clinic) => {
  using phone = await clinic.open(clinic.patient);
  using desk = await clinic.open(clinic.patient);
  using ward = await clinic.open(clinic.doctor);
  using home = await clinic.open(clinic.doctor);
  const devices = [phone, desk, ward, home];
  const sent = await Promise.all(
    Array.from({ length: 50 }, (_, n) => send(clinic, devices[n % 4] ?? phone, `message ${n}`)),
  );
  const numbers = sent.map((one) => one.seq).sort((a, b) => a - b);
  assertEquals(numbers, Array.from({ length: 50 }, (_, n) => n + 1));
  await ward.next("chat:message", ({ message }) => message.seq === 49 || message.seq === 50);
  const page = await clinic.live.use.chat.conversations.messages(clinic.conversationId, {
    kind: "after",
    seq: 0,
    limit: 100,
  });
  assertEquals(page.items.map((one) => one.seq), numbers);
});

test("chat:message sent again with its client_id is the same message [MSG-2]", async (clinic) => {
  using patient = await clinic.open(clinic.patient);
  using doctor = await clinic.open(clinic.doctor);
  const id = crypto.randomUUID();
  const all = await Promise.all([1, 2, 3].map(() => send(clinic, patient, "once", id)));
  assertEquals(new Set(all.map((one) => one.message_id)).size, 1);
  await send(clinic, patient, "after it");
  await doctor.next("chat:message", ({ message }) => message.body === "after it");
  assertEquals(doctor.all("chat:message").length, 2);
  const other = await patient.try("chat:message", {
    conversation_id: clinic.conversationId,
    body: "something else",
    client_id: id,
  });
  assertEquals("error" in other && other.error.code, "conflict");
});

test("a message goes to every device of every participant but the sending one [MSG-3]", async (clinic) => {
  using phone = await clinic.open(clinic.patient);
  using desk = await clinic.open(clinic.patient);
  using doctor = await clinic.open(clinic.doctor);
  using stranger = await clinic.open(clinic.stranger);
  await send(clinic, phone, "hello");
  await desk.next("chat:message");
  await doctor.next("chat:message");
  assertEquals([phone, stranger].map((one) => one.all("chat:message").length), [0, 0]);
});

test("a stranger can neither write nor read nor mark, and learns nothing [MSG-4]", async (clinic) => {
  using patient = await clinic.open(clinic.patient);
  using stranger = await clinic.open(clinic.stranger);
  const { message_id } = await send(clinic, patient, "private");
  const tries = await Promise.all([
    stranger.try("chat:message", { conversation_id: clinic.conversationId, body: "x", client_id: "x" }),
    stranger.try("chat:typing", { conversation_id: clinic.conversationId }),
    stranger.try("chat:read", { message_id }),
  ]);
  assertEquals(tries.map((reply) => "error" in reply && reply.error.code), [
    "not_found",
    "not_found",
    "not_found",
  ]);
});

test("a status only moves sent, delivered, read, and marks what came before [MSG-5]", async (clinic) => {
  using patient = await clinic.open(clinic.patient);
  using doctor = await clinic.open(clinic.doctor);
  const [first, second] = [await send(clinic, patient, "one"), await send(clinic, patient, "two")];
  const statuses = async () => {
    const window = { kind: "after" as const, seq: 0, limit: 10 };
    return (await clinic.live.use.chat.conversations.messages(clinic.conversationId, window)).items.map((
      one,
    ) => one.status);
  };
  await doctor.ask("chat:delivered", { message_id: second.message_id });
  assertEquals(await statuses(), ["delivered", "delivered"]);
  await doctor.ask("chat:read", { message_id: first.message_id });
  assertEquals(await statuses(), ["read", "delivered"]);
  await doctor.ask("chat:delivered", { message_id: first.message_id });
  assertEquals(await statuses(), ["read", "delivered"]);
  await doctor.ask("chat:read", { message_id: second.message_id });
  assertEquals(await statuses(), ["read", "read"]);
  assertEquals(patient.all("chat:read").length, 2);
  assertEquals(patient.all("chat:delivered").length, 1);
});

test("nothing that was written stands readable in the database [MSG-6]", async (clinic) => {
  using patient = await clinic.open(clinic.patient);
  const secret = `a very private complaint ${crypto.randomUUID()}`;
  await send(clinic, patient, secret);
  const { openConversation } = await import("../../realtime/open_conversation.ts");
  const group = await openConversation(clinic.live.use.chat, patient.who, {
    participant_ids: [clinic.doctor.id],
    conversation_type: "group",
    group_name: secret,
  });
  assertEquals(group.ok && group.value.conversation.group_name, secret);
  const tables = await clinic.db.read((sql) =>
    sql<
      { name: string }[]
    >`select table_name as name from information_schema.tables where table_schema = 'public'`
  );
  const hex = new TextEncoder().encode(secret).toHex();
  let bytes = 0;
  for (const { name } of tables) {
    const [dump] = await clinic.db.read((sql) =>
      sql<{ text: string | null }[]>`
      select string_agg(t::text, E'\n') as text from ${sql(name)} t`
    );
    bytes += dump?.text?.length ?? 0;
    assert(!dump?.text?.includes(secret) && !dump?.text?.includes(hex), `plain text stands in ${name}`);
  }
  assert(bytes > 1_000, "the dump was empty");
});

test("a row moved to another conversation or changed is an error, not a message [MSG-7]", async (clinic) => {
  using patient = await clinic.open(clinic.patient);
  await send(clinic, patient, "mine");
  await clinic.db.write((sql) =>
    sql`update messages set encrypted_body = set_byte(encrypted_body, 30, get_byte(encrypted_body, 30) # 1)`
  );
  const window = { kind: "after" as const, seq: 0, limit: 10 };
  let failed = false;
  try {
    await clinic.live.use.chat.conversations.messages(clinic.conversationId, window);
  } catch (error) {
    failed = error instanceof Error && /changed or moved/.test(error.message);
  }
  assert(failed);
});

test("the audit log has a row for each message and can't be changed [AUDIT-1]", async (clinic) => {
  using patient = await clinic.open(clinic.patient);
  const { message_id } = await send(clinic, patient, "noted");
  const rows = await clinic.db.read((sql) =>
    sql`
    select actor_id, action, outcome from audit_log where object_type = 'message' and object_id = ${message_id}`
  );
  assertEquals(rows.map((row) => ({ ...row })), [{
    actor_id: clinic.patient.id,
    action: "message.sent",
    outcome: "done",
  }]);
  for (const change of ["delete from audit_log", "update audit_log set action = 'x'", "truncate audit_log"]) {
    const refused = await clinic.db.write((sql) => sql.unsafe(change)).then(
      () => "done",
      (error) => String(error),
    );
    assert(/append-only/.test(refused), change);
  }
});

test("a message sent over HTTP reaches the sender's own sockets too [MSG-3]", async (clinic) => {
  using patient = await clinic.open(clinic.patient);
  const { sendMessage } = await import("../../realtime/send_message.ts");
  const overHttp = { ...patient.who, deviceId: patient.who.sessionId };
  await sendMessage(clinic.live.use.chat, overHttp, {
    conversation_id: clinic.conversationId,
    body: "from a program",
    message_type: "text",
    attachment_ids: [],
    client_id: crypto.randomUUID(),
  });
  assertEquals((await patient.next("chat:message")).message.body, "from a program");
});

test("two people who read at the same moment leave the message read [MSG-5]", async (clinic) => {
  const { addPerson } = await import("../support/live_clinic.ts");
  const third = await addPerson(clinic.db, "Tom Third", "patient");
  const { conversations } = clinic.live.use.chat;
  const trail = { actorId: null, sessionId: null, action: "seed" };
  for (let round = 0; round < 10; round++) {
    const conversationId = crypto.randomUUID();
    const users = [clinic.patient.id, clinic.doctor.id, third.id];
    await conversations.openGroup(
      { conversationId, users, name: "Group", createdBy: users[0] ?? 0, clientId: null },
      trail,
    );
    const appended = await conversations.append({
      messageId: crypto.randomUUID(),
      conversationId,
      senderId: clinic.patient.id,
      clientId: crypto.randomUUID(),
      body: "for both",
      messageType: "text",
      callId: null,
      attachmentIds: [],
      createdAt: Date.now(),
    }, trail);
    assert(appended.kind === "appended");
    const { message_id } = appended.message;
    await Promise.all(
      [clinic.doctor.id, third.id].map((id) => conversations.mark("read", message_id, id, Date.now(), trail)),
    );
    const page = await conversations.messages(conversationId, { kind: "after", seq: 0, limit: 1 });
    assertEquals(page.items[0]?.status, "read");
  }
});
