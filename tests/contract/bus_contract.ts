import type { Standing } from "../../realtime/ports/attendance.ts";
import type { Packet } from "../../realtime/ports/notice.ts";
import { Unavailable } from "../../realtime/ports/unavailable.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { attending, type BusMember } from "../support/bus_member.ts";
import { until } from "../support/until.ts";

/** Buses that belong together, for one test. */
export interface BusScene extends AsyncDisposable {
  /** A new instance that is ready. */
  join(instance: string): Promise<BusMember>;
  /** Ends an instance without a word. */
  crash(member: BusMember): Promise<void>;
  /** Resolves when what a crashed instance noted counts no more. */
  lapse(): Promise<void>;
  /** Nothing reaches anybody, or everything does again. */
  setDown(isDown: boolean): Promise<void>;
  /** Forgets everything that was noted. */
  empty(): Promise<void>;
}

type Hold = (scene: BusScene) => Promise<void>;

async function three(scene: BusScene): Promise<[BusMember, BusMember, BusMember]> {
  const [a, b, c] = await Promise.all(["a", "b", "c"].map((name) => scene.join(name)));
  assert(a && b && c);
  await Promise.all([a.trusts("b", "c"), b.trusts("a", "c"), c.trusts("a", "b")]);
  return [a, b, c];
}

async function standingOf({ bus }: BusMember, userId: number): Promise<Standing> {
  const found = (await bus.attendance.standings([userId])).get(userId);
  assert(found);
  return found;
}

const carrying: Record<string, Hold> = {
  "carries packets only to instances that hold a recipient's connection [BUS-1]": async (scene) => {
    const [a, b, c] = await three(scene);
    await b.connect(1);
    await c.connect(2);
    a.say("one", 1);
    a.say("two", 2);
    a.say("both", 1, 2);
    a.say("nobody", 3);
    a.say("end", 1, 2);
    await Promise.all([b.receives("end"), c.receives("end")]);
    assertEquals(b.texts, ["one", "both", "end"]);
    assertEquals(c.texts, ["two", "both", "end"]);
    assertEquals(a.texts, []);
  },
  "carries packets once and in order, and never back [BUS-2]": async (scene) => {
    const [a, b, c] = await three(scene);
    for (const one of [a, b, c]) await one.connect(1);
    const said: string[] = [];
    for (let n = 0; n < 600; n++) {
      said.push(String(n));
      for (const one of [a, b]) one.bus.publish([{ to: { users: [1] }, text: `${one.bus.instance}${n}` }]);
      if (n % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await Promise.all([a.receives("b599"), b.receives("a599")]);
    await until(() => c.got.length === 1_200);
    const from = ({ texts }: BusMember, name: string) =>
      texts.filter((text) => text.startsWith(name)).map((text) => text.slice(1));
    assertEquals(from(c, "a"), said);
    assertEquals(from(c, "b"), said);
    assertEquals(a.texts, said.map((n) => `b${n}`));
    assertEquals(b.texts, said.map((n) => `a${n}`));
  },
  "carries every part of a packet unchanged [BUS-3]": async (scene) => {
    const [a, b] = await three(scene);
    await b.connect(7);
    const packets: Packet[] = [
      {
        to: { users: [7] },
        text: JSON.stringify({ event: "x", data: { body: "Grüße 👋\n\t\r\u001e!,\u2028" } }),
      },
      { to: { users: [7], only: "a device" }, text: "{}", fact: { name: "call 1", number: 3 } },
      { to: { users: [7, 8], except: { userId: 7, id: "it" } }, text: "[]", droppable: true },
      { to: { users: [7] }, text: '"z"', fact: { name: "chat ü\t1", number: 2 ** 50, isChain: true } },
      { to: { users: [7] }, text: JSON.stringify("ä".repeat(65_536)) },
    ];
    a.bus.publish(packets);
    await until(() => b.got.length === packets.length);
    assertEquals(b.got, packets);
  },
  "carries a packet for a thousand people once to each instance [BUS-4]": async (scene) => {
    const [a, b, c] = await three(scene);
    const users = Array.from({ length: 2_500 }, (_, index) => index + 1);
    for (let at = 0; at < 20; at++) await Promise.all([b.connect(at * 100 + 1), c.connect(at * 100 + 2)]);
    a.bus.publish([{ to: { users }, text: "all" }, { to: { users }, text: "end" }]);
    await Promise.all([b.receives("end"), c.receives("end")]);
    assertEquals([b.texts, c.texts], [["all", "end"], ["all", "end"]]);
    assertEquals(b.got[0]?.to, { users });
    // One instance has the first of them only, the other the last only.
    const [first, last] = [users.map((one) => one + 10_000), 12_500];
    await Promise.all([b.connect(10_001), c.connect(last)]);
    a.say("ends", ...first);
    await Promise.all([b.receives("ends"), c.receives("ends")]);
  },
  "carries nothing any more once the last connection is gone [BUS-5]": async (scene) => {
    const [a, b, c] = await three(scene);
    await b.connect(1, "first");
    await b.connect(1, "second");
    await c.connect(1);
    await b.bus.attendance.note(1, "first", null);
    a.say("still", 1);
    await Promise.all([b.receives("still"), c.receives("still")]);
    await b.bus.attendance.note(1, "second", null);
    await b.connect(2);
    a.say("gone", 1);
    a.say("end", 1, 2);
    await b.receives("end");
    assertEquals(b.texts, ["still", "end"]);
    await c.bus[Symbol.asyncDispose]();
    assertEquals((await standingOf(a, 1)).connections, []);
    await a.trusts("b");
  },
};

const attendance: Record<string, Hold> = {
  "shows the connections of all instances, and a version that grows with every change [BUS-6]": async (
    scene,
  ) => {
    const [a, b] = await three(scene);
    assertEquals(await standingOf(a, 1), { version: 0, connections: [], callId: null, told: "offline" });
    const first = await a.bus.attendance.note(1, "x", attending({ appointmentId: 12 }));
    const second = await b.bus.attendance.note(1, "x", attending({ status: "away", deviceType: "mobile" }));
    assert(second.version > first.version && first.version > 1_000_000_000_000);
    assertEquals(second.told, "offline");
    const sorted = second.connections.sort((one, other) => one.status < other.status ? -1 : 1);
    assertEquals(sorted, [
      attending({ status: "away", deviceType: "mobile" }),
      attending({ appointmentId: 12 }),
    ]);
    assertEquals(
      (await a.bus.attendance.note(1, "x", attending({ appointmentId: 12 }))).version,
      second.version,
    );
    const changed = await a.bus.attendance.note(1, "x", attending({ status: "do_not_disturb" }));
    assert(changed.version > second.version);
    const left = await a.bus.attendance.note(1, "x", null);
    assert(left.version > changed.version);
    assertEquals(left.connections, [attending({ status: "away", deviceType: "mobile" })]);
    assertEquals((await a.bus.attendance.note(1, "x", null)).version, left.version);
    const all = await b.bus.attendance.standings(Array.from({ length: 1_200 }, (_, index) => index));
    assertEquals([all.size, all.get(1)?.version, all.get(1_199)?.version], [1_200, left.version, 0]);
  },
  "lets one of those who tell at the same time win, with its packets [BUS-7]": async (scene) => {
    const members = await three(scene);
    const [a, b, c] = members;
    for (const one of members) await one.connect(9);
    const { version } = await a.bus.attendance.note(1, "x", attending());
    const told = await Promise.all(
      members.map(({ bus }) =>
        bus.attendance.tell(1, version, "online", [{ to: { users: [9] }, text: `by ${bus.instance}` }])
      ),
    );
    assertEquals(told.filter(Boolean).length, 1);
    const winner = members[told.indexOf(true)];
    const others = members.filter((one) => one !== winner);
    for (const one of others) await one.receives(`by ${winner?.bus.instance}`);
    assertEquals(others.map((one) => one.got.length), [1, 1]);
    const after = await standingOf(b, 1);
    assertEquals([after.told, after.version > version], ["online", true]);
    assertEquals(await c.bus.attendance.tell(1, version, "away", []), false);
    assertEquals(await c.bus.attendance.tell(1, after.version, "away", []), true);
    assertEquals((await standingOf(b, 1)).told, "away");
  },
  "keeps the latest look at the latest call, wherever it comes from [BUS-8]": async (scene) => {
    const [a, b] = await three(scene);
    const look = (member: BusMember, callId: string, initiatedAt: number, version: number, isIn: boolean) =>
      member.bus.attendance.engage(1, { callId, initiatedAt, version, isIn });
    assertEquals((await look(a, "one", 100, 1, true)).callId, "one");
    assertEquals((await look(b, "one", 100, 3, false)).callId, null);
    assertEquals((await look(a, "one", 100, 2, true)).callId, null);
    const later = await look(b, "two", 200, 1, true);
    assertEquals(later.callId, "two");
    const same = await look(a, "one", 100, 9, true);
    assertEquals([same.callId, same.version], ["two", later.version]);
    assertEquals((await look(a, "two", 200, 2, false)).callId, null);
    assertEquals((await a.bus.attendance.note(1, "x", attending())).callId, null);
    assertEquals((await look(a, "three", 300, 1, true)).connections.length, 1);
  },
  "takes out what a dead instance noted, and gives whose it was [BUS-9]": async (scene) => {
    const [a, b, c] = await three(scene);
    await a.connect(1);
    await c.connect(1, "c", { status: "busy" });
    await c.connect(2);
    const before = await standingOf(a, 1);
    assertEquals(await a.bus.attendance.reap(), []);
    await scene.crash(c);
    await scene.lapse();
    assertEquals((await standingOf(a, 1)).connections, [attending()]);
    assertEquals((await standingOf(a, 2)).connections, []);
    const reaped = [...await a.bus.attendance.reap(), ...await b.bus.attendance.reap()];
    assertEquals(reaped.sort(), [1, 2]);
    assert((await standingOf(b, 1)).version > before.version);
    assertEquals(await b.bus.attendance.reap(), []);
    await a.trusts("b");
  },
  "hands what is still to be told on when whoever reaped dies too [BUS-9]": async (scene) => {
    const [a, b, c] = await three(scene);
    const { version } = await c.bus.attendance.note(2, "x", attending());
    assertEquals(await c.bus.attendance.tell(2, version, "online", []), true);
    await scene.crash(c);
    await scene.lapse();
    assertEquals(await b.bus.attendance.reap(), [2]);
    await scene.crash(b);
    await scene.lapse();
    assertEquals(await a.bus.attendance.reap(), [2]);
    const found = await standingOf(a, 2);
    assertEquals([found.connections, found.told], [[], "online"]);
    assertEquals(await a.bus.attendance.tell(2, found.version, "offline", []), true);
    await a.bus[Symbol.asyncDispose]();
    const d = await scene.join("d");
    assertEquals(await d.bus.attendance.reap(), []);
  },
  "leaves what an instance still had to tell to the others when it ends [BUS-9]": async (scene) => {
    const [a, , c] = await three(scene);
    const { version } = await c.bus.attendance.note(2, "x", attending());
    await c.bus.attendance.tell(2, version, "online", []);
    await c.bus.attendance.note(2, "x", null);
    await c.bus[Symbol.asyncDispose]();
    const reaped: number[] = [];
    await until(async () => reaped.push(...await a.bus.attendance.reap()) > 0);
    assertEquals(reaped, [2]);
  },
};

const outages: Record<string, Hold> = {
  "says when what it noted is forgotten, and works once it is noted again [BUS-10]": async (scene) => {
    const [a, b] = await three(scene);
    const before = await b.bus.attendance.note(1, "x", attending());
    await b.connect(1, "y");
    const [missed, forgotten] = [b.missedCount, b.forgottenCount];
    await scene.empty();
    await until(() => b.forgottenCount > forgotten && a.forgottenCount > 0);
    assert(b.missedCount > missed);
    await b.connect(1, "y");
    const again = await b.bus.attendance.note(1, "x", attending());
    assertEquals(again.connections.length, 2);
    assert(again.version > before.version);
    await until(() => b.bus.trusted().includes("a"));
    a.say("again", 1);
    await b.receives("again");
  },
  "takes packets while nothing gets through, and makes the others look afterwards [BUS-11]": async (
    scene,
  ) => {
    const [a, b] = await three(scene);
    await b.connect(1);
    await scene.setDown(true);
    for (let n = 0; n < 100; n++) a.say("lost", 1);
    await a.trusts();
    await until(async () => !await a.bus.ready());
    const refused = await a.bus.attendance.standings([1]).then(() => "answered", (error) => error);
    assert(refused instanceof Unavailable, String(refused));
    a.say("lost", 1);
    const missed = b.missedCount;
    await scene.setDown(false);
    await until(() => b.missedCount > missed);
    await until(async () => await a.bus.ready() && await b.bus.ready());
    await b.connect(1);
    await until(() => a.bus.trusted().includes("b") && b.bus.trusted().includes("a"));
    a.say("back", 1);
    await b.receives("back");
  },
  "trusts an instance that works, and no dead one [BUS-12]": async (scene) => {
    const [a, b, c] = await three(scene);
    await a.trusts("b", "c");
    await scene.crash(c);
    await a.trusts("b");
    await b.bus[Symbol.asyncDispose]();
    await a.trusts();
    assertEquals([a.bus.instance, a.bus.silenceMs > 0, await a.bus.ready()], ["a", true, true]);
  },
};

/** What every bus promises. */
export const busContract: Record<string, Hold> = { ...carrying, ...attendance, ...outages };
