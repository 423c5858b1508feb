import { QueueModel, type QueueSource } from "../../islands/models/queue_model.ts";
import type { DeviceCheckObject } from "../../realtime/core/device_check.ts";
import type { QueueEntryObject, QueueObject } from "../../realtime/core/waiting_objects.ts";
import { assertEquals } from "../support/assert.ts";
import { callBetween } from "../support/call_objects.ts";
import { DOCTOR, PATIENT } from "../support/chat_objects.ts";
import { FakeSession } from "../support/fake_session.ts";
import { FakeTime, settled } from "../support/fake_time.ts";

const ENTRY: QueueEntryObject = {
  appointment_id: 7,
  user: PATIENT,
  status: "waiting",
  arrived_at: "2026-03-02T08:55:00.000Z",
  away_since: null,
  postponed_until: null,
  starts_at: "2026-03-02T09:00:00.000Z",
  ends_at: "2026-03-02T09:30:00.000Z",
};
const EMPTY: QueueObject = { doctor_id: DOCTOR.id, version: 1, entries: [] };
const ONE: QueueObject = { ...EMPTY, version: 2, entries: [ENTRY] };
const CHECK: DeviceCheckObject = {
  check_id: "66666666-6666-4666-8666-666666666666",
  user_id: PATIENT.id,
  appointment_id: 7,
  at: "2026-03-02T08:56:00.000Z",
  verdict: "sound",
  problems: ["camera_denied"],
  report: null,
};
const SYNC = { live_call: null, conversations: [], presence: [] };

function scene(answers: Partial<QueueSource> = {}, queue = EMPTY) {
  const time = new FakeTime();
  const session = new FakeSession(DOCTOR, () => time.now());
  const asked: string[] = [];
  const opened: string[] = [];
  const unwanted = () => Promise.reject(new Error("not asked for"));
  const source: QueueSource = {
    queue: () => Promise.resolve(ONE),
    postpone: unwanted,
    notCome: unwanted,
    appointment: unwanted,
    checks: (id) => {
      asked.push(`checks ${id}`);
      return Promise.resolve([CHECK]);
    },
    conversationWith: (id) => Promise.resolve(`with-${id}`),
    ...answers,
  };
  const model = new QueueModel({ me: DOCTOR, queue });
  const arrivals: number[] = [];
  model.follow({
    session,
    source,
    timers: time,
    open: (path) => opened.push(path),
    arrived: () => arrivals.push(model.queue.value.entries.length),
  });
  return { arrivals, model, session, time, asked, opened };
}

Deno.test("QueueModel takes newer queues whole, drops older ones, and reads again after a reconnect [WAIT-13]", async () => {
  const { model, session } = scene();
  session.signaling.emit("sync", SYNC);
  await settled();
  assertEquals(model.queue.value, ONE);
  session.signaling.emit("queue:update", { queue: EMPTY });
  assertEquals(model.queue.value, ONE);
  session.signaling.emit("queue:update", { queue: { ...EMPTY, version: 3 } });
  assertEquals(model.queue.value.entries, []);
});

Deno.test("QueueModel.obstacle says why nobody can be called in [WAIT-13]", () => {
  const { model, session } = scene();
  assertEquals(model.obstacle.value, null);
  session.liveCall.value = { call: callBetween(DOCTOR, PATIENT), ringUntil: null, here: true };
  assertEquals(model.obstacle.value, "in_call");
  session.connection.value = { name: "waiting", attempt: 1, retryAt: 1 };
  assertEquals(model.obstacle.value, "offline");
});

Deno.test("QueueModel shows what a device check found, and asks again only while somebody waits [WAIT-13]", async () => {
  const { model, session, time, asked } = scene();
  assertEquals(model.verdictOf(ENTRY), undefined);
  session.signaling.emit("queue:update", { queue: ONE });
  await settled();
  assertEquals([model.verdictOf(ENTRY), asked.length], ["sound", 1]);
  await time.advance(30_000);
  assertEquals(asked.length, 2);
  session.signaling.emit("queue:update", { queue: { ...EMPTY, version: 3 } });
  await time.advance(120_000);
  assertEquals([asked.length, time.pending], [2, 0]);
});

Deno.test("QueueModel says when somebody has gone meanwhile, or a command did not get through [WAIT-13]", async () => {
  const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));
  const { model } = scene({ postpone: failing("conflict"), notCome: failing("unavailable") }, ONE);
  await model.postpone(ENTRY, 10);
  assertEquals([model.problem.value, model.busy.value], ["gone", false]);
  model.asksAbout.value = ENTRY;
  await model.notCome();
  assertEquals([model.problem.value, model.asksAbout.value], ["failed", null]);
});

Deno.test("QueueModel.write() opens the conversation with whoever waits [WAIT-13]", async () => {
  const { model, opened } = scene({}, ONE);
  await model.write(ENTRY);
  assertEquals(opened, [`/conversations/with-${PATIENT.id}`]);
});

Deno.test("QueueModel tells of everybody who comes, and of nobody who stays, leaves or is postponed [WAIT-13]", async () => {
  const { arrivals, model, session } = scene();
  await settled();
  const [first] = ONE.entries;
  const second = { ...first!, appointment_id: first!.appointment_id + 1 };
  const take = (version: number, entries: QueueObject["entries"]) =>
    session.signaling.emit("queue:update", { queue: { ...ONE, version, entries } });
  take(10, [first!]);
  take(11, [first!, second]);
  take(12, [second]);
  take(13, []);
  take(14, [first!]);
  assertEquals(arrivals, [1, 2, 1]);
  assertEquals(model.queue.value.version, 14);
});
