import { REALTIME_LIMITS, REALTIME_RATES } from "../../realtime/core/realtime_limits.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { clinicTest } from "../support/clinic_test.ts";
import type { Device, LiveClinic, Person } from "../support/live_clinic.ts";

const SDP = "v=0\r\na=fingerprint:sha-256 00\r\n";

/** Sends this many in one turn, so that nothing comes back to the buckets meanwhile, and gives their refusals. */
async function refusals(device: Device, event: "chat:message" | "heartbeat", count: number, data: object) {
  const replies = await Promise.all(
    Array.from(
      { length: count },
      () => device.try(event, { ...data, client_id: crypto.randomUUID() } as never),
    ),
  );
  return replies.flatMap((one) => "error" in one ? [one.error] : []);
}

async function ring(caller: Device, clinic: LiveClinic, callee: Person) {
  const call = { callee_id: callee.id, appointment_id: clinic.appointmentId, call_type: "video" as const };
  return await caller.try("initiate_call", call);
}

/** Rings and cancels before anybody answers; gives the refusal where there was one. */
async function ringInVain(caller: Device, clinic: LiveClinic, callee: Person) {
  const rung = await ring(caller, clinic, callee);
  if ("error" in rung) return rung.error;
  await caller.ask("hangup_call", { call_id: rung.data.call_id });
}

async function storedCalls({ db }: LiveClinic): Promise<number> {
  const [row] = await db.read((sql) =>
    sql<{ calls: number }[]>`select count(*)::integer as calls from call_history`
  );
  return row?.calls ?? 0;
}

clinicTest("messages beyond the burst are refused, and were not done [LIMIT-1]", async (clinic) => {
  using device = await clinic.open(clinic.patient);
  using doctor = await clinic.open(clinic.doctor);
  const { conversationId: conversation_id } = clinic;
  const { burst } = REALTIME_RATES.messages.socket;
  const refused = await refusals(device, "chat:message", burst + 5, { conversation_id, body: "hello" });
  assertEquals(refused.map((one) => one.code), Array.from({ length: 5 }, () => "rate_limited"));
  for (const { retry_after_ms } of refused as { retry_after_ms?: number }[]) {
    assert((retry_after_ms ?? 0) > 0);
  }
  const seqs = doctor.all("chat:message").map(({ message }) => message.seq);
  assertEquals(seqs, Array.from({ length: burst }, (_, n) => n + 1));
  assertEquals("data" in await device.try("heartbeat", {}), true);
});

clinicTest(
  "two sockets of one person share the person's rate; another person has their own [LIMIT-3]",
  async (clinic) => {
    const { conversationId: conversation_id } = clinic;
    const { socket, user } = REALTIME_RATES.messages;
    const devices = await Promise.all(Array.from({ length: 4 }, () => clinic.open(clinic.patient)));
    using doctor = await clinic.open(clinic.doctor);
    let done = 0;
    for (const device of devices) {
      done += socket.burst -
        (await refusals(device, "chat:message", socket.burst, { conversation_id, body: "x" })).length;
    }
    // Time goes by while the database works, so some tokens have come back.
    assert(done >= user.burst && done < devices.length * socket.burst, `${done} messages`);
    assertEquals(await refusals(doctor, "chat:message", 10, { conversation_id, body: "x" }), []);
    for (const device of devices) device[Symbol.dispose]();
  },
);

clinicTest("typing beyond its rate is dropped with a good reply [LIMIT-11]", async (clinic) => {
  using device = await clinic.open(clinic.patient);
  using doctor = await clinic.open(clinic.doctor);
  const data = { conversation_id: clinic.conversationId };
  const { burst } = REALTIME_RATES.typing.socket;
  const replies = await Promise.all(Array.from({ length: burst * 3 }, () => device.ask("chat:typing", data)));
  assertEquals(replies, replies.map(() => ({})));
  assertEquals(doctor.all("chat:typing").length, burst);
});

clinicTest("a flood is closed with 4002, and others are answered meanwhile [LIMIT-5]", async (clinic) => {
  const flooder = await clinic.open(clinic.patient);
  using doctor = await clinic.open(clinic.doctor);
  const frame = JSON.stringify(Array.from({ length: 100 }, () => ({ event: "heartbeat", data: {} })));
  let frames = 0;
  for (; frames < 100 && !flooder.closed; frames++) flooder.sendText(frame);
  assertEquals(flooder.closed, { code: 4002, reason: "sends too fast" });
  const { heartbeats, refused } = REALTIME_RATES;
  assertEquals(frames, Math.ceil((heartbeats.socket.burst + refused.socket.burst + 1) / 100));
  assertEquals("data" in await doctor.try("heartbeat", {}), true);
});

clinicTest("what is no event is limited too [LIMIT-5]", async (clinic) => {
  using device = await clinic.open(clinic.patient);
  const { burst } = REALTIME_RATES.unknown.socket;
  const replies = await Promise.all(
    Array.from(
      { length: burst + 3 },
      (_, n) => device.try((n % 2 ? "no_such" : "chat:message") as never, 7 as never),
    ),
  );
  const codes = replies.map((one) => "error" in one ? one.error.code : "");
  assertEquals(codes.filter((code) => code === "bad_request").length > burst, true);
  const wrong = await Promise.all(
    Array.from({ length: burst + 3 }, () => device.try("no_such" as never, {} as never)),
  );
  assertEquals(wrong.filter((one) => "error" in one && one.error.code === "rate_limited").length > 0, true);
});

clinicTest(
  "ringing somebody again and again is refused over all instances, after six calls [LIMIT-12]",
  async (clinic) => {
    const { patient, doctor } = clinic;
    const other = clinic.instance();
    using here = await clinic.open(doctor);
    using there = await clinic.open(doctor, crypto.randomUUID(), other);
    using callee = await clinic.open(patient);
    const { most } = REALTIME_LIMITS.ringsPerPair;
    for (let n = 0; n < most; n++) {
      assertEquals(await ringInVain(n % 2 ? here : there, clinic, patient), undefined, `call ${n + 1}`);
    }
    for (const device of [here, there]) {
      const refused = await ringInVain(device, clinic, patient) as { code: string; retry_after_ms?: number };
      assertEquals(refused.code, "rate_limited");
      const wait = refused.retry_after_ms ?? 0;
      assert(wait > 0 && wait <= 5 * 60_000, `${wait} ms`);
    }
    assertEquals(callee.all("call:ringing").length <= most, true);
    assertEquals(await storedCalls(clinic), most);
    const mine = await callee.try("initiate_call", {
      callee_id: doctor.id,
      appointment_id: clinic.appointmentId,
      call_type: "video",
    });
    assert("data" in mine, "the other way is free");
  },
);

clinicTest("an answered call makes room for ringing again [LIMIT-12]", async (clinic) => {
  const { patient, doctor } = clinic;
  using caller = await clinic.open(doctor);
  using callee = await clinic.open(patient);
  for (let n = 1; n < REALTIME_LIMITS.ringsPerPair.most; n++) await ringInVain(caller, clinic, patient);
  const rung = await ring(caller, clinic, patient);
  assert("data" in rung);
  await callee.ask("accept_call", { call_id: rung.data.call_id });
  await caller.ask("hangup_call", { call_id: rung.data.call_id });
  for (let n = 0; n < REALTIME_LIMITS.ringsPerPair.most; n++) {
    assertEquals(await ringInVain(caller, clinic, patient), undefined, `call ${n + 1}`);
  }
  assertEquals((await ringInVain(caller, clinic, patient))?.code, "rate_limited");
});

clinicTest(
  "a repeated command is not one more ring, and a place that is refused is no call [LIMIT-12]",
  async (clinic) => {
    const { patient, doctor } = clinic;
    using caller = await clinic.open(doctor);
    using _callee = await clinic.open(patient);
    const command = {
      callee_id: patient.id,
      appointment_id: clinic.appointmentId,
      call_type: "video" as const,
      client_id: "again",
    };
    const first = await caller.ask("initiate_call", command);
    await caller.ask("hangup_call", { call_id: first.call_id });
    for (let n = 1; n < REALTIME_LIMITS.ringsPerPair.most; n++) await ringInVain(caller, clinic, patient);
    assertEquals((await ringInVain(caller, clinic, patient))?.code, "rate_limited");
    assertEquals((await caller.ask("initiate_call", command)).call_id, first.call_id);
    const [{ count } = { count: 0 }] = await clinic.db.read((sql) =>
      sql<{ count: number }[]>`select count(*)::integer as count from call_history`
    );
    assertEquals(count, REALTIME_LIMITS.ringsPerPair.most);
  },
);

clinicTest(
  "signaling in one call is limited for each device, and the peer gets no more [LIMIT-9]",
  async (clinic) => {
    const { patient, doctor } = clinic;
    using caller = await clinic.open(doctor);
    using callee = await clinic.open(patient);
    const rung = await ring(caller, clinic, patient);
    assert("data" in rung);
    const { call_id } = rung.data;
    await callee.ask("accept_call", { call_id });
    const { signals } = clinic.live.use.call;
    const { most } = REALTIME_LIMITS.candidatesPerCall;
    for (let n = 1; n < most; n++) {
      signals.take(call_id, caller.id, { candidates: 1, descriptionBytes: 0, n });
    }
    const candidate = (n: number) => caller.try("webrtc:ice", { call_id, candidate: null, n });
    assert("data" in await candidate(most));
    const refused = await candidate(most + 1);
    assertEquals("error" in refused && refused.error.code, "rate_limited");
    assert("data" in await candidate(5), "one that is sent again");
    assert(
      "data" in
        await caller.try("webrtc:offer", { call_id, offer: { type: "offer", sdp: SDP }, n: most + 2 }),
    );
    await callee.next("webrtc:offer");
    assertEquals(callee.all("webrtc:ice").map(({ n }) => n), [most, 5]);
  },
);

clinicTest(
  "a socket that comes again with the id of its device still gets everything [DOOR-7]",
  async (clinic) => {
    const deviceId = crypto.randomUUID();
    const first = await clinic.open(clinic.patient, deviceId);
    using again = await clinic.open(clinic.patient, deviceId);
    using doctor = await clinic.open(clinic.doctor);
    assertEquals(first.closed?.code, 4501);
    await doctor.ask("chat:message", {
      conversation_id: clinic.conversationId,
      body: "hello",
      client_id: crypto.randomUUID(),
    });
    assertEquals((await again.next("chat:message")).message.body, "hello");
  },
);
