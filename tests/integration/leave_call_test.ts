import { leaveCall } from "../../realtime/leave_call.ts";
import { assertEquals } from "../support/assert.ts";
import { clinicTest } from "../support/clinic_test.ts";
import type { LiveClinic } from "../support/live_clinic.ts";

async function callOf(clinic: LiveClinic) {
  const caller = await clinic.open(clinic.patient);
  const callee = await clinic.open(clinic.doctor);
  const { call_id } = await caller.ask("initiate_call", {
    callee_id: clinic.doctor.id,
    appointment_id: clinic.appointmentId,
    call_type: "video",
  });
  await callee.next("call:ringing");
  return { caller, callee, call_id };
}

/** Ends it as somebody who is there to have an audit row. */
const end = (clinic: LiveClinic, userId: number) =>
  leaveCall(clinic.live.use.call, userId, {
    declines: true,
    actor: { actorId: clinic.stranger.id, sessionId: crypto.randomUUID() },
  });

clinicTest(
  "leaveCall() cancels an unanswered call of its caller, and both hear of it [USER-13]",
  async (clinic) => {
    const { caller, callee, call_id } = await callOf(clinic);
    await end(clinic, clinic.patient.id);
    for (const device of [caller, callee]) {
      const { call } = await device.next("call:ended");
      assertEquals([call.call_id, call.end_reason], [call_id, "cancelled"]);
    }
  },
);

clinicTest("leaveCall() declines a ringing call of its callee [USER-13]", async (clinic) => {
  const { caller } = await callOf(clinic);
  await end(clinic, clinic.doctor.id);
  assertEquals((await caller.next("call:declined")).call.end_reason, "callee_declined");
});

clinicTest("leaveCall() hangs a running call up, in the name of whoever did it [USER-13]", async (clinic) => {
  const { caller, callee, call_id } = await callOf(clinic);
  await callee.ask("accept_call", { call_id });
  for (const device of [caller, callee]) {
    await device.ask("call:media", { call_id, receiving: { audio: true, video: true } });
  }
  await end(clinic, clinic.patient.id);
  for (const device of [caller, callee]) {
    const { call } = await device.next("call:ended");
    assertEquals([call.status, call.end_reason], ["ended", "user_hangup"]);
  }
  const [row] = await clinic.db.read((sql) =>
    sql`select actor_id from audit_log where action = 'call.hung_up' and object_id = ${call_id}`
  );
  assertEquals(row?.actor_id, clinic.stranger.id);
  assertEquals(await clinic.live.use.call.calls.liveCallOf(clinic.doctor.id), undefined);
});

clinicTest("leaveCall() does nothing where there is no call [USER-13]", async (clinic) => {
  const device = await clinic.open(clinic.patient);
  await end(clinic, clinic.patient.id);
  assertEquals(device.names(), ["hello", "sync"]);
});
