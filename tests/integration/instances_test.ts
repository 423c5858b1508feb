import { ApiClient, type ApiSocket } from "../support/api_client.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { instancesTest as test } from "../support/instances.ts";
import type { ServerProcess } from "../support/server_process.ts";
import { until } from "../support/until.ts";

const PATIENT = "patient@demo.test";
const DOCTOR = "doctor@demo.test";

async function people(server: ServerProcess) {
  const patient = await ApiClient.signIn(server.origin, PATIENT);
  const doctor = await ApiClient.signIn(server.origin, DOCTOR);
  const { body } = await patient.ask("GET", "/api/appointments");
  const opened = await patient.ask("POST", "/api/conversations", {
    participant_ids: [doctor.user.id],
    conversation_type: "direct",
  });
  return {
    patient,
    doctor,
    appointmentId: body.appointments[0].id as number,
    conversationId: opened.body.conversation.conversation_id as string,
  };
}

async function readiness(server: ServerProcess): Promise<number> {
  const response = await fetch(`${server.origin}/readyz`);
  await response.body?.cancel();
  return response.status;
}

function callTo(doctor: ApiClient, appointmentId: number) {
  return { callee_id: doctor.user.id, appointment_id: appointmentId, call_type: "video" };
}

function write(socket: ApiSocket, conversationId: string, body: string) {
  const data = { conversation_id: conversationId, body, client_id: crypto.randomUUID() };
  return socket.ask("chat:message", data);
}

/** What somebody was told of another one, without repetitions. */
function statusesOf(socket: ApiSocket, userId: number): string[] {
  return socket.events.filter((one) => one.event === "presence:update")
    .map((one) => one.data.presence)
    .filter((presence) => presence.user_id === userId)
    .map((presence) => presence.status)
    .filter((status, index, all) => status !== all[index - 1]);
}

test("all devices on all instances ring, one wins, and the others stop [RING-1]", async ({ start }) => {
  const servers = await Promise.all([start(), start(), start()]);
  const [one, two, three] = servers as [ServerProcess, ServerProcess, ServerProcess];
  const { patient, doctor, appointmentId } = await people(one);
  await using caller = await patient.at(one.origin).socket();
  await using phone = await doctor.at(two.origin).socket();
  await using desk = await doctor.at(three.origin).socket();
  const placed = await caller.ask("initiate_call", callTo(doctor, appointmentId));
  const { call_id } = placed.data;
  await Promise.all([phone, desk, caller].map((device) => device.next("call:ringing")));
  await using late = await doctor.at(one.origin).socket();
  assertEquals((await late.next("sync")).live_call.status, "ringing", "a device that comes while it rings");
  const answers = await Promise.all([phone, desk].map((device) => device.ask("accept_call", { call_id })));
  assertEquals(answers.filter((one) => one.data).length, 1);
  const winner = answers[0].data ? phone : desk;
  for (const device of [phone, desk, late]) {
    const { answered_elsewhere } = await device.next("call:accepted");
    assertEquals(answered_elsewhere, device !== winner);
  }
  assertEquals((await caller.next("call:accepted")).polite, false);
  // Signals find the winner's instance.
  const offer = { type: "offer", sdp: "v=0\r\na=fingerprint:sha-256 00\r\n" };
  await caller.ask("webrtc:offer", { call_id, offer, n: 1 });
  assertEquals((await winner.next("webrtc:offer")).n, 1);
  await winner.ask("webrtc:ack", { call_id, n: 1 });
  await caller.next("webrtc:ack");
  await winner.ask("hangup_call", { call_id });
  await Promise.all([caller, phone, desk, late].map((device) => device.next("call:ended")));
});

test("presence is one over all instances: tabs do not flap, a leave shows, a killed instance's people leave [PRES-2]", async ({ start }) => {
  const [one, two] = await Promise.all([start(), start()]) as [ServerProcess, ServerProcess];
  const { patient, doctor, appointmentId } = await people(one);
  await using watcher = await doctor.at(two.origin).socket();
  const first = await patient.at(one.origin).socket();
  await watcher.next("user:online");
  const second = await patient.at(two.origin).socket();
  await first[Symbol.asyncDispose]();
  await new Promise((done) => setTimeout(done, 1_000));
  assertEquals(statusesOf(watcher, patient.user.id), ["online"]);
  // Busy by a call, wherever it was placed; free again after it.
  const placed = await patient.at(one.origin).ask(
    "POST",
    "/api/calls/initiate",
    callTo(doctor, appointmentId),
  );
  await until(() => statusesOf(watcher, patient.user.id).at(-1) === "busy");
  await patient.ask("POST", `/api/calls/${placed.body.call_id}/hangup`, {});
  await until(() => statusesOf(watcher, patient.user.id).at(-1) === "online");
  await second[Symbol.asyncDispose]();
  const { last_seen } = await watcher.next("user:offline");
  assert(last_seen !== null);
  const versions = watcher.events.filter((one) => one.event === "presence:update")
    .map((one) => one.data.presence.version as number);
  assertEquals(versions, versions.toSorted((a, b) => a - b));
  watcher.events.length = 0;
  const third = await patient.at(one.origin).socket();
  await watcher.next("user:online");
  one.kill("SIGKILL");
  await one.ended;
  await third.closed;
  await until(() => watcher.events.some((one) => one.event === "user:offline"), "the dead do not leave");
  assertEquals(
    (await doctor.at(two.origin).ask("GET", `/api/presence/${patient.user.id}`)).body.presence.status,
    "offline",
  );
});

test("do-not-disturb on one instance does not ring on another, and rings once it is over [RING-2]", async ({ start }) => {
  const [one, two] = await Promise.all([start(), start()]) as [ServerProcess, ServerProcess];
  const { patient, doctor, appointmentId } = await people(one);
  await using caller = await patient.at(one.origin).socket();
  await using phone = await doctor.at(one.origin).socket();
  await using desk = await doctor.at(two.origin).socket();
  await desk.ask("presence:update", { status: "do_not_disturb" });
  const placed = await caller.ask("initiate_call", callTo(doctor, appointmentId));
  assertEquals(placed.data.status, "initiated");
  await using late = await doctor.at(two.origin).socket();
  assertEquals((await late.next("sync")).live_call.status, "initiated");
  assertEquals(phone.events.filter((one) => one.event === "call:ringing"), []);
  await desk.ask("presence:update", { status: "online" });
  await Promise.all([phone, desk, late, caller].map((device) => device.next("call:ringing")));
});

test("without Redis messages and rings go on, and its return repairs what was missed [OUT-1]", async ({ start, redis }) => {
  const [one, two] = await Promise.all([start(), start()]) as [ServerProcess, ServerProcess];
  const { patient, doctor, appointmentId, conversationId } = await people(one);
  await using caller = await patient.at(one.origin).socket();
  await using callee = await doctor.at(two.origin).socket();
  await write(caller, conversationId, "before");
  await callee.next("chat:message", (data) => data.message.body === "before");
  await redis.kill();
  assert((await write(caller, conversationId, "during")).data, "a message is stored without Redis");
  await callee.next("chat:message", (data) => data.message.body === "during");
  assertEquals(await readiness(one), 503);
  const { call_id } = (await caller.ask("initiate_call", callTo(doctor, appointmentId))).data;
  await callee.next("call:ringing");
  await callee.ask("decline_call", { call_id });
  await caller.next("call:declined");
  await redis.start();
  await write(caller, conversationId, "after");
  await callee.next("chat:message", (data) => data.message.body === "after");
  await until(async () => await readiness(one) === 200);
  const bodies = callee.events.filter((one) => one.event === "chat:message").map((one) =>
    one.data.message.body
  );
  assertEquals(bodies, ["before", "during", "after"]);
  // Presence is noted again where everything was emptied.
  await until(async () =>
    (await patient.at(one.origin).ask("GET", `/api/presence/${doctor.user.id}`)).body.presence.status ===
      "online"
  );
});

test("who leaves while Redis says nothing is seen to have left once it speaks again [PRES-3]", async ({ start, redis }) => {
  const [one, two] = await Promise.all([start(), start()]) as [ServerProcess, ServerProcess];
  const { patient, doctor } = await people(one);
  await using watcher = await doctor.at(two.origin).socket();
  await using beside = await doctor.at(one.origin).socket();
  const leaving = await patient.at(one.origin).socket();
  await Promise.all([watcher, beside].map((device) => device.next("user:online")));
  redis.pause(true);
  await leaving[Symbol.asyncDispose]();
  await new Promise((done) => setTimeout(done, 4_000));
  redis.pause(false);
  await until(() => [watcher, beside].every((one) => statusesOf(one, patient.user.id).at(-1) === "offline"));
});

test("SIGTERM: not ready, no new sockets, 1012 after the answers, exit 0; nobody is told that people left [DRAIN-1]", async ({ start }) => {
  const [one, two] = await Promise.all([start({ DRAIN_SECONDS: "2" }), start()]) as [
    ServerProcess,
    ServerProcess,
  ];
  const { patient, doctor, conversationId } = await people(one);
  await using watcher = await doctor.at(two.origin).socket();
  const sockets = await Promise.all(Array.from({ length: 10 }, () => patient.at(one.origin).socket()));
  await watcher.next("user:online");
  one.kill("SIGTERM");
  await until(async () => await readiness(one) === 503);
  const refused = await fetch(`${one.origin}/ws`, {
    headers: { upgrade: "websocket", connection: "upgrade" },
  });
  await refused.body?.cancel();
  assert(refused.status !== 101);
  const [last] = sockets.slice(-1) as [ApiSocket];
  assert((await write(last, conversationId, "still here")).data);
  const codes = await Promise.all(sockets.map(async (socket) => {
    const { code } = await socket.closed;
    return code;
  }));
  assertEquals(new Set(codes), new Set([1012]));
  await using _again = await patient.at(two.origin).socket();
  assertEquals(await one.ended, 0);
  await watcher.next("chat:message");
  await new Promise((done) => setTimeout(done, 2_500));
  assertEquals(statusesOf(watcher, patient.user.id), ["online"]);
});
