import { advance } from "../../realtime/core/call_machine.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { clinicTest as test } from "../support/clinic_test.ts";
import { type Device, LIMITS, type LiveClinic } from "../support/live_clinic.ts";
import { until } from "../support/until.ts";

async function place({ doctor, appointmentId }: LiveClinic, caller: Device) {
  return await caller.ask("initiate_call", {
    callee_id: doctor.id,
    appointment_id: appointmentId,
    call_type: "video",
  });
}

async function answered(clinic: LiveClinic) {
  const caller = await clinic.open(clinic.patient);
  const callee = await clinic.open(clinic.doctor);
  const { call_id } = await place(clinic, caller);
  await callee.ask("accept_call", { call_id });
  return { caller, callee, call_id };
}

async function connected(clinic: LiveClinic) {
  const both = await answered(clinic);
  const receiving = { audio: true, video: true };
  await both.caller.ask("call:media", { call_id: both.call_id, receiving });
  await both.callee.ask("call:media", { call_id: both.call_id, receiving });
  return both;
}

test("initiate_call rings on every device of the callee and then at the caller's [CALL-10]", async (clinic) => {
  using caller = await clinic.open(clinic.patient);
  using phone = await clinic.open(clinic.doctor);
  using desk = await clinic.open(clinic.doctor);
  const placed = await place(clinic, caller);
  assertEquals(placed.status, "ringing");
  for (const device of [phone, desk, caller]) {
    const ringing = await device.next("call:ringing");
    assertEquals(ringing.call.call_id, placed.call_id);
    assertEquals(ringing.caller.name, "Pat Patient");
    assertEquals(ringing.ring_until, placed.ring_until);
  }
});

test("initiate_call waits for a callee who is offline and rings when a device appears [CALL-10]", async (clinic) => {
  using caller = await clinic.open(clinic.patient);
  const placed = await place(clinic, caller);
  assertEquals(placed.status, "initiated");
  assertEquals(caller.all("call:ringing").length, 0);
  using late = await clinic.open(clinic.doctor);
  const sync = await late.next("sync");
  assertEquals(sync.live_call?.status, "ringing");
  assertEquals(sync.live_call?.call_id, placed.call_id);
  await caller.next("call:ringing");
});

test("initiate_call without a shared appointment is not_found [CALL-11]", async (clinic) => {
  using caller = await clinic.open(clinic.stranger);
  const reply = await caller.try("initiate_call", {
    callee_id: clinic.doctor.id,
    appointment_id: clinic.appointmentId,
    call_type: "voice",
  });
  assertEquals("error" in reply && reply.error.code, "not_found");
});

test("initiate_call with the same client_id makes one call [CALL-12]", async (clinic) => {
  using caller = await clinic.open(clinic.patient);
  const data = {
    callee_id: clinic.doctor.id,
    appointment_id: clinic.appointmentId,
    call_type: "video" as const,
    client_id: crypto.randomUUID(),
  };
  const [first, second] = await Promise.all([
    caller.ask("initiate_call", data),
    caller.ask("initiate_call", data),
  ]);
  assertEquals(first.call_id, second.call_id);
  const other = await caller.try("initiate_call", { ...data, call_type: "voice" });
  assertEquals("error" in other && other.error.code, "conflict");
});

test("initiate_call to somebody in a call is busy, told and kept in the history [CALL-13]", async (clinic) => {
  const { caller, callee } = await answered(clinic);
  using _caller = caller;
  using _callee = callee;
  const { addAppointment, addPerson } = await import("../support/live_clinic.ts");
  const other = await addPerson(clinic.db, "Olga Other", "patient");
  const appointment_id = await addAppointment(clinic.db, other, clinic.doctor);
  using third = await clinic.open(other);
  const reply = await third.try("initiate_call", {
    callee_id: clinic.doctor.id,
    appointment_id,
    call_type: "video",
  });
  assertEquals("error" in reply && reply.error.code, "busy");
  const busy = await third.next("call:busy");
  assertEquals([busy.reason, busy.call.status, busy.call.end_reason], ["busy", "ended", "busy"]);
});

test("two calls at each other at the same moment: one rings, one is busy [CALL-13]", async (clinic) => {
  for (let round = 0; round < 10; round++) {
    using patient = await clinic.open(clinic.patient);
    using doctor = await clinic.open(clinic.doctor);
    const appointment_id = clinic.appointmentId;
    const replies = await Promise.all([
      patient.try("initiate_call", { callee_id: clinic.doctor.id, appointment_id, call_type: "video" }),
      doctor.try("initiate_call", { callee_id: clinic.patient.id, appointment_id, call_type: "video" }),
    ]);
    const won = replies.flatMap((reply) => "data" in reply ? [reply.data] : []);
    assertEquals(won.length, 1);
    const winner = won[0]?.call.caller_id === clinic.patient.id ? patient : doctor;
    await winner.ask("hangup_call", { call_id: won[0]?.call_id ?? "" });
  }
});

test("accept_call on two devices at once has one winner, the other is told [CALL-14]", async (clinic) => {
  using caller = await clinic.open(clinic.patient);
  using phone = await clinic.open(clinic.doctor);
  using desk = await clinic.open(clinic.doctor);
  const { call_id } = await place(clinic, caller);
  const replies = await Promise.all([phone, desk].map((one) => one.try("accept_call", { call_id })));
  const codes = replies.map((reply) => "error" in reply ? reply.error.code : "won").sort();
  assertEquals(codes, ["conflict", "won"]);
  const [winner, loser] = "error" in (replies[0] ?? {}) ? [desk, phone] : [phone, desk];
  assertEquals((await winner.next("call:accepted")).answered_elsewhere, false);
  assertEquals((await winner.next("call:accepted")).polite, true);
  assertEquals((await loser.next("call:accepted")).answered_elsewhere, true);
  assertEquals((await loser.next("call:accepted")).ice_servers, undefined);
  assertEquals((await caller.next("call:accepted")).polite, false);
  const again = await winner.ask("accept_call", { call_id });
  assertEquals(again.status, "accepted");
});

test("decline_call after the call was answered elsewhere changes nothing [CALL-15]", async (clinic) => {
  const { caller, callee, call_id } = await answered(clinic);
  using _caller = caller;
  using _callee = callee;
  using other = await clinic.open(clinic.doctor);
  const reply = await other.try("decline_call", { call_id });
  assertEquals("error" in reply && reply.error.code, "conflict");
  assertEquals((await clinic.live.use.call.calls.find(call_id))?.status, "accepted");
});

test("decline_call tells both sides, and again is no error [CALL-16]", async (clinic) => {
  using caller = await clinic.open(clinic.patient);
  using callee = await clinic.open(clinic.doctor);
  const { call_id } = await place(clinic, caller);
  await callee.ask("decline_call", { call_id, reason: "user_declined" });
  await callee.ask("decline_call", { call_id });
  for (const device of [caller, callee]) {
    const declined = await device.next("call:declined");
    assertEquals([declined.reason, declined.call.status], ["callee_declined", "ended"]);
  }
});

test("accept_call against hangup_call at the same moment: the database decides once [CALL-17]", async (clinic) => {
  for (let round = 0; round < 10; round++) {
    using caller = await clinic.open(clinic.patient);
    using callee = await clinic.open(clinic.doctor);
    const { call_id } = await place(clinic, caller);
    const [accepted, cancelled] = await Promise.all([
      callee.try("accept_call", { call_id }),
      caller.try("hangup_call", { call_id }),
    ]);
    assert("data" in cancelled, "whoever hangs up always gets out");
    const { call } = cancelled.data;
    assertEquals(call.status, "ended");
    assertEquals("data" in accepted ? "user_hangup" : "cancelled", call.end_reason);
  }
});

test("an unanswered call is missed on time, on both sides [CALL-18]", async (clinic) => {
  clinic.live.start();
  using caller = await clinic.open(clinic.patient);
  using callee = await clinic.open(clinic.doctor);
  const { call_id } = await place(clinic, caller);
  for (const device of [caller, callee]) {
    const missed = await device.next("call:missed");
    assertEquals([missed.call.call_id, missed.reason, missed.call.status], [call_id, "missed", "missed"]);
  }
  const late = await callee.try("accept_call", { call_id });
  assertEquals("error" in late && late.error.code, "conflict");
}, { limits: { ringMs: 300 } });

test("a deadline whose instance died is met by another one [CALL-19]", async (clinic) => {
  using caller = await clinic.open(clinic.patient);
  const { call_id } = await place(clinic, caller);
  await clinic.live.close();
  const other = clinic.instance({ ringMs: 300, connectMs: 300, mediaLeaseMs: 300, maxDurationMs: 10_000 });
  using watcher = await clinic.open(clinic.doctor, undefined, other);
  other.start();
  const missed = await watcher.next("call:missed");
  assertEquals(missed.call.call_id, call_id);
}, { limits: { ringMs: 300 } });

test("an answered call without media fails as connection_failed [CALL-20]", async (clinic) => {
  clinic.live.start();
  const { caller, callee } = await answered(clinic);
  using _caller = caller;
  using _callee = callee;
  const ended = await caller.next("call:ended");
  assertEquals([ended.reason, ended.call.status], ["connection_failed", "failed"]);
}, { limits: { connectMs: 300 } });

test("call:media of both sides connects, of one side does not [CALL-21]", async (clinic) => {
  const { caller, callee, call_id } = await answered(clinic);
  using _caller = caller;
  using _callee = callee;
  const receiving = { audio: true, video: false };
  const first = await caller.ask("call:media", { call_id, receiving });
  assertEquals(first.call.status, "accepted");
  const nothing = await callee.ask("call:media", { call_id, receiving: { audio: false, video: false } });
  assertEquals(nothing.call.status, "accepted");
  const second = await callee.ask("call:media", { call_id, receiving });
  assertEquals(second.call.status, "connected");
  for (const device of [caller, callee]) await device.next("call:connected");
});

test("hangup_call tells both sides with the duration; again is no error [CALL-22]", async (clinic) => {
  const { caller, callee, call_id } = await connected(clinic);
  using _caller = caller;
  using _callee = callee;
  const { call_summary } = await caller.ask("hangup_call", { call_id });
  assertEquals(call_summary.end_reason, "user_hangup");
  assertEquals((await callee.next("call:ended")).reason, "user_hangup");
  const again = await callee.ask("hangup_call", { call_id });
  assertEquals(again.call_summary, call_summary);
});

test("a connected call ends when nobody attests media any more, and not before [CALL-23]", async (clinic) => {
  clinic.live.start();
  const { caller, callee } = await connected(clinic);
  using _caller = caller;
  using _callee = callee;
  const ended = await caller.next("call:ended");
  assertEquals(ended.reason, "network_error");
}, { limits: { mediaLeaseMs: 400 } });

test("an outage of all instances gives answered calls their lease again [CALL-24]", async (clinic) => {
  const { caller, callee, call_id } = await connected(clinic);
  using _caller = caller;
  using _callee = callee;
  await clinic.db.write((sql) => sql`update deadline_watch set swept_at = now() - interval '2 minutes'`);
  await clinic.db.write((sql) =>
    sql`update call_history set deadline_at = now() - interval '1 minute' where call_id = ${call_id}`
  );
  clinic.live.start();
  await new Promise((done) => setTimeout(done, 300));
  const call = await clinic.live.use.call.calls.find(call_id);
  assertEquals(call?.status, "connected");
  assert((call?.deadlineAt ?? 0) > Date.now() + 20_000);
});

test("webrtc events reach the peer's device of the call and nobody else [SIG-1]", async (clinic) => {
  const { caller, callee, call_id } = await answered(clinic);
  using _caller = caller;
  using _callee = callee;
  using otherDevice = await clinic.open(clinic.doctor);
  using stranger = await clinic.open(clinic.stranger);
  const offer = { type: "offer" as const, sdp: "v=0\r\na=fingerprint:sha-256 AA\r\n" };
  await caller.ask("webrtc:offer", { call_id, offer, n: 7 });
  const got = await callee.next("webrtc:offer");
  assertEquals([got.offer, got.n, got.from_user_id], [offer, 7, clinic.patient.id]);
  assertEquals(otherDevice.all("webrtc:offer").length, 0);
  assertEquals((await clinic.live.use.call.calls.find(call_id))?.status, "connecting");
  await callee.ask("webrtc:ack", { call_id, n: 7 });
  assertEquals((await caller.next("webrtc:ack")).n, 7);
  const candidate = { candidate: "candidate:1 1 udp 1 127.0.0.1 9 typ host", sdpMid: "0", sdpMLineIndex: 0 };
  const wrongDevice = await otherDevice.try("webrtc:ice", { call_id, candidate });
  assertEquals("error" in wrongDevice && wrongDevice.error.code, "forbidden");
  const foreign = await stranger.try("webrtc:ice", { call_id, candidate });
  assertEquals("error" in foreign && foreign.error.code, "not_found");
});

test("sync gives a device of the call what it needs to go on [SYNC-1]", async (clinic) => {
  const { caller, callee, call_id } = await answered(clinic);
  using _callee = callee;
  caller[Symbol.dispose]();
  using again = await clinic.open(clinic.patient, caller.id);
  const { live_call } = await again.next("sync");
  assertEquals([live_call?.call_id, live_call?.polite, live_call?.ice_servers?.length], [call_id, false, 1]);
  using elsewhere = await clinic.open(clinic.patient);
  const other = (await elsewhere.next("sync")).live_call;
  assertEquals([other?.call_id, other?.polite, other?.ice_servers], [call_id, undefined, undefined]);
});

test("a socket that was given up does nothing any more and is forgotten at once [DOOR-7]", async (clinic) => {
  const device = await clinic.open(clinic.patient);
  device.sendText(JSON.stringify("x"));
  assertEquals(device.closed?.code, 4502);
  assertEquals(clinic.live.hub.size, 0);
  await until(async () => !await clinic.live.use.presence.board.isOnline(clinic.patient.id));
  const event = "initiate_call";
  const data = { callee_id: clinic.doctor.id, appointment_id: clinic.appointmentId, call_type: "video" };
  device.sendText(JSON.stringify({ event, data, ref: 1 }));
  await new Promise((done) => setTimeout(done, 100));
  assertEquals(await clinic.live.use.call.calls.liveCallOf(clinic.patient.id), undefined);
});

test("a command repeated because its answer was lost tells the other side what it has not heard, once [CALL-25]", async (clinic) => {
  const { caller, callee, call_id } = await answered(clinic);
  using _caller = caller;
  using _callee = callee;
  await caller.next("call:accepted");
  const { calls } = clinic.live.use.call;
  const call = await calls.find(call_id);
  const ended = call && advance(call, { type: "hung_up" }, Date.now(), LIMITS);
  assert(call && ended);
  // As by a process that died between commit and push.
  const trail = { actorId: clinic.doctor.id, sessionId: null, action: "call.hung_up" };
  assert(await calls.move(call, ended, trail));
  caller.clear();
  await callee.ask("hangup_call", { call_id });
  assertEquals((await caller.next("call:ended")).reason, "user_hangup");
  await callee.ask("hangup_call", { call_id });
  assertEquals(caller.all("call:ended").length, 1);
});

test("a socket that comes again with the id of its device gets everything [DOOR-7]", async (clinic) => {
  const deviceId = crypto.randomUUID();
  const first = await clinic.open(clinic.patient, deviceId);
  using again = await clinic.open(clinic.patient, deviceId);
  using doctor = await clinic.open(clinic.doctor);
  assertEquals(first.closed?.code, 4501);
  await doctor.ask("chat:typing", { conversation_id: clinic.conversationId });
  assertEquals((await again.next("chat:typing")).user_id, clinic.doctor.id);
});
