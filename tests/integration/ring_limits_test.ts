import { hangUp } from "../../realtime/call_commands.ts";
import type { ReplyError } from "../../realtime/core/frame.ts";
import { REALTIME_LIMITS } from "../../realtime/core/realtime_limits.ts";
import type { LiveSystem } from "../../realtime/live_system.ts";
import { placeCall } from "../../realtime/place_call.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { clinicTest } from "../support/clinic_test.ts";
import type { Device, LiveClinic, Person } from "../support/live_clinic.ts";

const { ringsPerPair, candidatesPerCall } = REALTIME_LIMITS;
const SDP = "v=0\r\na=fingerprint:sha-256 00\r\n";

function callOf({ appointmentId }: LiveClinic, callee: Person) {
  return { callee_id: callee.id, appointment_id: appointmentId, call_type: "video" as const };
}

/** Rings by the use case that both doors reach, and cancels before anybody answers; gives the refusal if there was one. */
async function ringInVain(live: LiveSystem, caller: Device, clinic: LiveClinic, callee: Person) {
  const rung = await placeCall(live.use.call, caller.who, callOf(clinic, callee));
  if (!rung.ok) return rung;
  await hangUp(live.use.call, caller.who, rung.value.call_id);
}

async function storedCalls({ db }: LiveClinic): Promise<number> {
  const [row] = await db.read((sql) =>
    sql<{ calls: number }[]>`select count(*)::integer as calls from call_history`
  );
  return row?.calls ?? 0;
}

clinicTest("ringing again and again is refused, on all instances [LIMIT-12]", async (clinic) => {
  const { patient, doctor } = clinic;
  const instances = [clinic.live, clinic.instance()] as const;
  using caller = await clinic.open(doctor);
  using callee = await clinic.open(patient);
  for (let n = 0; n < ringsPerPair.most; n++) {
    const live = instances[n % 2 ? 0 : 1];
    assertEquals(await ringInVain(live, caller, clinic, patient), undefined, `call ${n + 1}`);
  }
  for (const live of instances) {
    const refused = await ringInVain(live, caller, clinic, patient);
    assertEquals(refused?.code, "rate_limited");
    const wait = refused?.retryAfterSeconds ?? 0;
    assert(wait > 0 && wait <= 300, `${wait} s`);
  }
  const overSocket = await caller.try("initiate_call", callOf(clinic, patient));
  assert("error" in overSocket);
  const { code, retry_after_ms } = overSocket.error as ReplyError;
  assertEquals([code, typeof retry_after_ms], ["rate_limited", "number"]);
  assertEquals(await storedCalls(clinic), ringsPerPair.most);
  assert("data" in await callee.try("initiate_call", callOf(clinic, doctor)), "the other way is free");
});

clinicTest("an answered call makes room for ringing again [LIMIT-12]", async (clinic) => {
  const { patient, doctor, live } = clinic;
  using caller = await clinic.open(doctor);
  using callee = await clinic.open(patient);
  for (let n = 1; n < ringsPerPair.most; n++) await ringInVain(live, caller, clinic, patient);
  const { call_id } = await caller.ask("initiate_call", callOf(clinic, patient));
  await callee.ask("accept_call", { call_id });
  await caller.ask("hangup_call", { call_id });
  for (let n = 0; n < ringsPerPair.most; n++) {
    assertEquals(await ringInVain(live, caller, clinic, patient), undefined, `call ${n + 1}`);
  }
  assertEquals((await ringInVain(live, caller, clinic, patient))?.code, "rate_limited");
});

clinicTest("a repeated command is not one more ring [LIMIT-12]", async (clinic) => {
  const { patient, doctor, live } = clinic;
  using caller = await clinic.open(doctor);
  using _callee = await clinic.open(patient);
  const command = { ...callOf(clinic, patient), client_id: "again" };
  const first = await caller.ask("initiate_call", command);
  await caller.ask("hangup_call", { call_id: first.call_id });
  for (let n = 1; n < ringsPerPair.most; n++) await ringInVain(live, caller, clinic, patient);
  assertEquals((await ringInVain(live, caller, clinic, patient))?.code, "rate_limited");
  assertEquals((await caller.ask("initiate_call", command)).call_id, first.call_id);
});

clinicTest(
  "whoever is busy is not rung, so asking again does not count for the pair [LIMIT-12]",
  async (clinic) => {
    const { patient, doctor, live } = clinic;
    using caller = await clinic.open(doctor);
    using callee = await clinic.open(patient);
    const { call_id } = await callee.ask("initiate_call", callOf(clinic, doctor));
    for (let n = 0; n < ringsPerPair.most + 2; n++) {
      assertEquals((await ringInVain(live, caller, clinic, patient))?.code, "busy");
    }
    await callee.ask("hangup_call", { call_id });
    assertEquals(await ringInVain(live, caller, clinic, patient), undefined);
  },
);

clinicTest("candidates of one call are limited for each device [LIMIT-9]", async (clinic) => {
  const { patient, doctor } = clinic;
  using caller = await clinic.open(doctor);
  using callee = await clinic.open(patient);
  const { call_id } = await caller.ask("initiate_call", callOf(clinic, patient));
  await callee.ask("accept_call", { call_id });
  const { signals } = clinic.live.use.call;
  const { most } = candidatesPerCall;
  for (let n = 1; n < most; n++) signals.take(call_id, caller.id, { candidates: 1, descriptionBytes: 0, n });
  const send = (device: Device, n: number) => device.try("webrtc:ice", { call_id, candidate: null, n });
  assert("data" in await send(caller, most));
  const refused = await send(caller, most + 1);
  assertEquals("error" in refused && refused.error.code, "rate_limited");
  assert("data" in await send(caller, 5), "one that is sent again");
  assert("data" in await send(callee, most + 1), "the other device");
  await caller.ask("webrtc:offer", { call_id, offer: { type: "offer", sdp: SDP }, n: most + 2 });
  await callee.next("webrtc:offer");
  assertEquals(callee.all("webrtc:ice").map(({ n }) => n), [most, 5]);
});
