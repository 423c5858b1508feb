import { type MemoryFrame, MemoryNetwork } from "../../realtime/bus_memory.ts";
import { assertEquals } from "../support/assert.ts";
import { attending, BusMember } from "../support/bus_member.ts";
import { FakeTime, settled } from "../support/fake_time.ts";

type Carry = (frame: MemoryFrame, arrive: () => void) => void;

function pair(carry?: Carry) {
  const time = new FakeTime();
  const network = new MemoryNetwork({ clock: time, timers: time, carry });
  const [a, b] = [new BusMember(network.join("a")), new BusMember(network.join("b"))];
  return { time, network, a, b };
}

Deno.test("MemoryNetwork notices a lost frame by the next one, or by its beat [BUS-13]", async () => {
  const { time, a, b } = pair(({ number }, arrive) => number % 3 === 0 ? undefined : arrive());
  await b.connect(1);
  for (const text of ["1", "2", "3"]) a.say(text, 1);
  assertEquals([b.texts, b.missedCount], [["1", "2"], 0]);
  await time.advance(1_000);
  assertEquals(b.missedCount, 1);
  for (const text of ["4", "5", "6", "7"]) a.say(text, 1);
  assertEquals([b.texts, b.missedCount], [["1", "2", "4", "5", "7"], 2]);
});

Deno.test("MemoryNetwork notices frames that come twice or in another order [BUS-13]", () => {
  const held: (() => void)[] = [];
  const { a, b } = pair((_frame, arrive) => void held.push(arrive));
  b.bus.attendance.note(1, "c", attending());
  for (const text of ["1", "2", "3"]) a.say(text, 1);
  const [first, second, third] = held;
  for (const arrive of [first, first, third, second]) arrive?.();
  assertEquals([b.texts, b.missedCount], [["1", "1", "3", "2"], 3]);
});

Deno.test("MemoryNetwork trusts who was cut off for a while, and forgets what it noted only when that is reaped [BUS-10]", async () => {
  const { time, network, a, b } = pair();
  await b.connect(1);
  network.cut("b");
  assertEquals([a.bus.trusted(), b.bus.trusted()], [["a", "b"], ["b"]]);
  await time.advance(2_999);
  network.restore("b");
  assertEquals([b.missedCount, b.forgottenCount, await a.bus.attendance.reap()], [1, 0, []]);
  network.cut("b");
  await time.advance(3_000);
  assertEquals([a.bus.trusted(), await a.bus.attendance.reap()], [["a"], [1]]);
  network.restore("b");
  assertEquals([a.bus.trusted(), b.forgottenCount], [["a", "b"], 1]);
});

Deno.test("MemoryNetwork leaves no timer behind once everybody has left or crashed [BUS-5]", async () => {
  const { time, network, a, b } = pair();
  network.crash("b");
  await a.bus[Symbol.asyncDispose]();
  await b.bus[Symbol.asyncDispose]();
  assertEquals(time.pending, 0);
});

Deno.test("MemoryNetwork remembers people without connections for an hour [BUS-6]", async () => {
  const { time, a } = pair();
  const { version } = await a.bus.attendance.note(1, "c", attending());
  await a.bus.attendance.note(1, "c", null);
  const versionNow = async () => (await a.bus.attendance.standings([1])).get(1)?.version;
  await time.advance(3_599_000);
  await a.connect(2);
  assertEquals(await versionNow(), version + 1);
  await time.advance(1_000);
  await a.connect(3);
  assertEquals(await versionNow(), 0);
  await settled();
});
