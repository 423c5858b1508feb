import { REALTIME_RATES } from "../../realtime/core/realtime_limits.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { clinicTest } from "../support/clinic_test.ts";
import type { Device, LiveClinic } from "../support/live_clinic.ts";

/** Events sent beyond a burst, all in one turn: more than what comes back of any bucket in the time that takes. */
const EXTRA = 50;

/** Sends this many messages in one turn, and gives what was refused. */
async function refusedMessages(device: Device, { conversationId }: LiveClinic, count: number) {
  const send = () => {
    const client_id = crypto.randomUUID();
    return device.try("chat:message", { conversation_id: conversationId, body: "hello", client_id });
  };
  const replies = await Promise.all(Array.from({ length: count }, send));
  return replies.flatMap((one) =>
    "error" in one ? [one.error as { code: string; retry_after_ms?: number }] : []
  );
}

clinicTest("messages beyond the burst are refused, and were not done [LIMIT-1]", async (clinic) => {
  using device = await clinic.open(clinic.patient);
  using doctor = await clinic.open(clinic.doctor);
  const count = REALTIME_RATES.messages.socket.burst + EXTRA;
  const refused = await refusedMessages(device, clinic, count);
  assert(refused.length > 0 && refused.length <= EXTRA, `${refused.length} refused`);
  assertEquals(new Set(refused.map((one) => one.code)), new Set(["rate_limited"]));
  for (const { retry_after_ms } of refused) assert(retry_after_ms !== undefined && retry_after_ms > 0);
  const seqs = doctor.all("chat:message").map(({ message }) => message.seq);
  assertEquals(seqs, Array.from({ length: count - refused.length }, (_, n) => n + 1));
  assert("data" in await device.try("heartbeat", {}));
});

clinicTest("the sockets of one person share a rate, others have their own [LIMIT-3]", async (clinic) => {
  const { socket, user } = REALTIME_RATES.messages;
  const devices = await Promise.all(Array.from({ length: 4 }, () => clinic.open(clinic.patient)));
  using doctor = await clinic.open(clinic.doctor);
  const refused = (await Promise.all(devices.map((one) => refusedMessages(one, clinic, socket.burst))))
    .flat();
  const beyond = devices.length * socket.burst - user.burst;
  assert(refused.length > 0 && refused.length <= beyond, `${refused.length} refused`);
  assertEquals(await refusedMessages(doctor, clinic, 10), []);
  for (const device of devices) device[Symbol.dispose]();
});

clinicTest("typing beyond its rate is dropped with a good reply [LIMIT-11]", async (clinic) => {
  using device = await clinic.open(clinic.patient);
  using doctor = await clinic.open(clinic.doctor);
  const data = { conversation_id: clinic.conversationId };
  const { burst } = REALTIME_RATES.typing.socket;
  const replies = await Promise.all(Array.from({ length: burst * 3 }, () => device.ask("chat:typing", data)));
  assertEquals(replies, replies.map(() => ({})));
  const told = doctor.all("chat:typing").length;
  assert(told >= burst && told < replies.length, `${told} told`);
});

clinicTest("a status beyond its rate is refused [LIMIT-11]", async (clinic) => {
  using device = await clinic.open(clinic.patient);
  const count = REALTIME_RATES.presence.socket.burst + EXTRA;
  const replies = await Promise.all(
    Array.from({ length: count }, () => device.try("presence:update", { status: "away" })),
  );
  const codes = replies.flatMap((one) => "error" in one ? [one.error.code] : []);
  assertEquals(new Set(codes), new Set(["rate_limited"]));
  assert(codes.length <= EXTRA, `${codes.length} refused`);
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
  assert("data" in await doctor.try("heartbeat", {}));
});

clinicTest("what is no event is limited like one [LIMIT-5]", async (clinic) => {
  const { burst } = REALTIME_RATES.unknown.socket;
  using device = await clinic.open(clinic.patient);
  const replies = await Promise.all(
    Array.from({ length: burst + EXTRA }, () => device.try("no_such_event" as never, {} as never)),
  );
  const codes: string[] = replies.map((one) => "error" in one ? one.error.code : "done");
  assertEquals(new Set(codes), new Set(["bad_request", "rate_limited"]));
  assert(codes.indexOf("rate_limited") >= burst);
});
