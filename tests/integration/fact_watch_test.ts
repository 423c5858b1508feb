import { factLog } from "../../db/fact_log.ts";
import { MemoryNetwork } from "../../realtime/bus_memory.ts";
import type { LiveSystem } from "../../realtime/live_system.ts";
import type { Bus } from "../../realtime/ports/bus.ts";
import { Unavailable } from "../../realtime/ports/unavailable.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { clinicTest as test } from "../support/clinic_test.ts";
import type { Device, LiveClinic } from "../support/live_clinic.ts";
import { numbersTo, textMessage, TRAIL } from "../support/store_scene.ts";

const clock = { now: () => Date.now() };

/** Two processes on one database that do not hear each other, with the patient on one and the doctor on the other. */
async function apart(clinic: LiveClinic) {
  const [one, two] = [await clinic.peer(), await clinic.peer()];
  return {
    patient: await clinic.open(clinic.patient, undefined, one),
    doctor: await clinic.open(clinic.doctor, undefined, two),
  };
}

function write(device: Device, { conversationId }: LiveClinic, body: string) {
  return device.ask("chat:message", {
    conversation_id: conversationId,
    body,
    client_id: crypto.randomUUID(),
  });
}

function bodiesAt(device: Device): string[] {
  return device.all("chat:message").map((one) => one.message.body);
}

test("without a bus messages and receipts reach another process out of the database, once and in order [FACT-1]", async (clinic) => {
  const { patient, doctor } = await apart(clinic);
  using _patient = patient;
  using _doctor = doctor;
  const bodies = numbersTo(5).map((n) => `message ${n}`);
  for (const body of bodies) await write(patient, clinic, body);
  const { message } = await doctor.next("chat:message", (one) => one.message.body === "message 5");
  await doctor.ask("chat:read", { message_id: message.message_id });
  const read = await patient.next("chat:read");
  assertEquals([read.user_id, read.seq], [clinic.doctor.id, 5]);
  // Another look finds the same facts and delivers none again.
  await new Promise((done) => setTimeout(done, 2_200));
  assertEquals(bodiesAt(doctor), bodies);
  assertEquals(patient.all("chat:read").length, 1);
});

test("without a bus a call rings, is answered, signaled by the same process only, and ends everywhere [FACT-2]", async (clinic) => {
  const { patient, doctor } = await apart(clinic);
  using _patient = patient;
  using _doctor = doctor;
  const { call_id, status } = await patient.ask("initiate_call", {
    callee_id: clinic.doctor.id,
    appointment_id: clinic.appointmentId,
    call_type: "video",
  });
  // Nobody here knows that the doctor is there.
  assertEquals(status, "initiated");
  await doctor.next("call:ringing");
  await patient.next("call:ringing");
  await doctor.ask("accept_call", { call_id });
  assertEquals((await patient.next("call:accepted")).polite, false);
  await patient.ask("hangup_call", { call_id });
  assertEquals((await doctor.next("call:ended")).reason, "user_hangup");
  assertEquals(doctor.all("call:ringing").length, 1);
});

test("what a process committed and did not live to tell is told by those that hear it no more [FACT-3]", async (clinic) => {
  const network = new MemoryNetwork({ clock });
  const [dying, other] = [network.join("dying"), network.join("other")];
  const two = await clinic.peer({ bus: { ...other, silenceMs: 3_000 } });
  const one = await clinic.peer({
    bus: dying,
    change: (parts) => ({ ...parts, bus: { ...dying, publish: () => {} } }),
  });
  using patient = await clinic.open(clinic.patient, undefined, one);
  using doctor = await clinic.open(clinic.doctor, undefined, two);
  // Whoever is new is not believed until what it did before is looked at.
  await new Promise((done) => setTimeout(done, 6_500));
  await write(patient, clinic, "last words");
  await new Promise((done) => setTimeout(done, 1_500));
  assertEquals(bodiesAt(doctor), [], "whoever is heard is believed");
  await dying[Symbol.asyncDispose]();
  await doctor.next("chat:message");
  assertEquals(bodiesAt(doctor), ["last words"]);
});

test("a commit without an answer is told to everybody by whoever made it [FACT-4]", async (clinic) => {
  const network = new MemoryNetwork({ clock });
  const losesAnswers = (bus: Bus) =>
    clinic.peer({
      bus,
      change(parts, live: () => LiveSystem) {
        const { append } = parts.conversations;
        const lossy: typeof append = async (message, trail) => {
          await append(message, trail);
          live().uncertain();
          throw new Unavailable("no answer");
        };
        return { ...parts, conversations: { ...parts.conversations, append: lossy } };
      },
    });
  const one = await losesAnswers(network.join("one"));
  const two = await clinic.peer({ bus: network.join("two") });
  using patient = await clinic.open(clinic.patient, undefined, one);
  using phone = await clinic.open(clinic.patient, undefined, one);
  using doctor = await clinic.open(clinic.doctor, undefined, two);
  const sent = await patient.try("chat:message", {
    conversation_id: clinic.conversationId,
    body: "did it get through?",
    client_id: crypto.randomUUID(),
  });
  assertEquals("error" in sent && sent.error.code, "unavailable");
  await doctor.next("chat:message");
  await phone.next("chat:message");
  await new Promise((done) => setTimeout(done, 2_200));
  assertEquals([bodiesAt(doctor).length, bodiesAt(phone).length], [1, 1]);
});

test("a transaction that ends late is not passed over [FACT-5]", async ({ db, doctor, conversationId, patient }) => {
  const log = factLog(db);
  const ask = (from: number) => log.since({ from, without: [], users: [doctor.id], own: "", limit: 100 });
  const { oldest: start } = await ask(Number.MAX_SAFE_INTEGER);
  let commit = () => {};
  const isWritten = Promise.withResolvers<void>();
  const late = db.transaction(async (sql) => {
    const objectId = textMessage(conversationId, patient.id).messageId;
    await sql`insert into audit_log (action, object_type, object_id, outcome)
      values ('conversation.opened', 'conversation', ${conversationId}, 'done')`;
    isWritten.resolve();
    await new Promise<void>((resolve) => commit = resolve);
    return objectId;
  });
  await isWritten.promise;
  await db.write((sql) =>
    sql`insert into audit_log (action, object_type, object_id, outcome)
      values ('conversation.opened', 'conversation', ${conversationId}, 'done')`
  );
  const between = await ask(start);
  assertEquals(between.facts.length, 1);
  assert(between.oldest < between.next, "the late one is still going on");
  commit();
  await late;
  const after = await ask(between.oldest);
  assertEquals(after.facts.length, 2, "both are found from where the last look may begin again");
  assertEquals((await ask(after.oldest)).facts.length, 0);
});

test("facts concern only those who take part, and leave out whoever is believed [FACT-6]", async (clinic) => {
  const { db, doctor, stranger } = clinic;
  const log = factLog(db);
  const { oldest: from } = await log.since({
    from: Number.MAX_SAFE_INTEGER,
    without: [],
    users: [],
    own: "",
    limit: 1,
  });
  await clinic.live.use.chat.conversations.append(
    textMessage(clinic.conversationId, clinic.patient.id),
    TRAIL,
  );
  const ask = async (users: number[], without: string[] = [], own = "") =>
    (await log.since({ from, without, users, own, limit: 100 })).facts.map((one) => one.fact.kind);
  assertEquals(await ask([doctor.id]), ["message"]);
  assertEquals(await ask([stranger.id]), []);
  assertEquals(await ask([stranger.id], [], "carewire"), ["message"]);
  assertEquals(await ask([doctor.id], ["carewire"]), []);
  assertEquals(await ask([]), []);
});

test("rows of another cluster, restored into this one, are no news [FACT-7]", async ({ db, doctor, conversationId }) => {
  const log = factLog(db);
  const ask = (from: number) => log.since({ from, without: [], users: [doctor.id], own: "", limit: 100 });
  const { oldest: from, next } = await ask(Number.MAX_SAFE_INTEGER);
  await db.write((sql) =>
    sql`insert into audit_log (action, object_type, object_id, outcome, xact, at) values
      ('conversation.opened', 'conversation', ${conversationId}, 'done', ${next + 1_000_000}, now()),
      ('conversation.opened', 'conversation', ${conversationId}, 'done', ${next}, now() - interval '1 day')`
  );
  assertEquals((await ask(from)).facts, []);
});
