import { setImmediate } from "node:timers";
import { openRedisBus } from "../../realtime/bus_redis.ts";
import { redisScripts } from "../../realtime/redis_scripts.ts";
import { assert, assertEquals, assertMatch } from "../support/assert.ts";
import { attending, BusMember } from "../support/bus_member.ts";
import { granted } from "../support/granted.ts";
import { PACE, RedisScene, SPACE } from "../support/redis_scene.ts";
import { RedisServer } from "../support/redis_server.ts";
import { StoppableTimers } from "../support/stoppable_timers.ts";
import { until } from "../support/until.ts";

const KEY = `{carewire:${SPACE}}`;

/** A test with two instances on a Redis of its own. */
function redisTest(name: string, fn: (scene: RedisScene, a: BusMember, b: BusMember) => Promise<void>): void {
  Deno.test({
    name,
    ignore: !granted("read", "write", "run", "net", "env", "sys"),
    async fn() {
      await using scene = await RedisScene.open();
      const [a, b] = [await scene.join("a"), await scene.join("b")];
      await Promise.all([a.trusts("b"), b.trusts("a")]);
      await b.connect(1);
      await fn(scene, a, b);
    },
  });
}

/** Resolves when packets from one instance reach the other again. */
async function works(scene: RedisScene, a: BusMember, b: BusMember): Promise<void> {
  await Promise.all([scene.isReady(a), scene.isReady(b)]);
  await Promise.all([until(() => a.bus.trusted().includes("b")), until(() => b.bus.trusted().includes("a"))]);
  const text = crypto.randomUUID();
  a.say(text, 1);
  await b.receives(text);
}

for (const type of ["pubsub", "normal"] as const) {
  redisTest(`openRedisBus() looks after its ${type} connection was cut [BUS-13]`, async (scene, a, b) => {
    const [missed, forgotten] = [b.missedCount, b.forgottenCount];
    await scene.redis.cut("b", type);
    await until(() => b.missedCount > missed);
    await works(scene, a, b);
    assertEquals(b.forgottenCount, forgotten);
  });
}

redisTest(
  "openRedisBus() notices a lost frame by the next one, or by its beat [BUS-13]",
  async (scene, a, b) => {
    for (const isFollowed of [true, false]) {
      const missed = b.missedCount;
      await scene.redis.command("HINCRBY", `${KEY}:n`, "b", "1");
      if (isFollowed) a.say("next", 1);
      await until(() => b.missedCount > missed);
    }
    await works(scene, a, b);
  },
);

redisTest(
  "openRedisBus() trusts nobody while Redis hangs, and goes on afterwards [BUS-14]",
  async (scene, a, b) => {
    const missed = b.missedCount;
    scene.redis.pause(true);
    a.say("stuck", 1);
    await Promise.all([a.trusts(), b.trusts()]);
    await until(async () => !await a.bus.ready());
    scene.redis.pause(false);
    await works(scene, a, b);
    assert(b.missedCount > missed);
    assertEquals(new Set(scene.errors.map(String)), new Set(["Unavailable: Redis does not answer"]));
  },
);

redisTest("openRedisBus() finds out that Redis went back in time [BUS-17]", async (scene, a, b) => {
  await scene.redis.command("SAVE");
  await b.connect(2);
  await b.bus.attendance.note(1, "c", null);
  const forgotten = b.forgottenCount;
  await scene.redis.kill();
  await scene.redis.start();
  await until(() => b.forgottenCount > forgotten);
  const found = await b.bus.attendance.standings([1, 2]);
  assertEquals([...found.values()].map((one) => one.connections), [[], []]);
  await a.trusts("b");
  await b.trusts();
  await b.connect(2);
  await b.trusts("a");
});

redisTest(
  "openRedisBus() refuses a note that comes late over an older link [BUS-16]",
  async (scene, a) => {
    const { note } = redisScripts("SPUBLISH");
    const late = (generation: string) =>
      scene.redis.command("EVAL", note.source, "1", KEY, "b", "1500", generation, "1", "old", "online,web,")
        .then(() => "noted", (error) => error.message);
    const before = Number(await scene.redis.command("HGET", `${KEY}:g`, "b"));
    await scene.redis.cut("b", "normal");
    await until(async () => Number(await scene.redis.command("HGET", `${KEY}:g`, "b")) > before);
    assertMatch(await late(String(before)), /^STALE/);
    const standing = (await a.bus.attendance.standings([1])).get(1);
    assertEquals(standing?.connections, [attending()]);
  },
);

redisTest("openRedisBus() sends what waits before it leaves [BUS-18]", async (scene, a, b) => {
  for (let n = 0; n < 1_000; n++) a.say(String(n), 1);
  await a.bus[Symbol.asyncDispose]();
  await b.receives("999");
  assertEquals(b.got.length, 1_000);
  assertEquals(await scene.redis.command("ZRANGE", `${KEY}:live`, "0", "-1"), ["b"]);
  a.say("too late", 1);
});

redisTest("openRedisBus() keeps clinics in one Redis apart [BUS-1]", async (scene, _a, b) => {
  const timers = new StoppableTimers();
  await using bus = openRedisBus({
    ...{ url: scene.redis.url, space: "another", instance: "b", pace: PACE, timers },
    ...{ clock: { now: () => Date.now() }, defer: (run) => void setImmediate(run), random: () => 0 },
    report: (error) => scene.errors.push(error),
  });
  const other = new BusMember(bus);
  await scene.isReady(other);
  await other.connect(1);
  const missed = b.missedCount;
  other.say("theirs", 1);
  await other.connect(1, "d");
  assertEquals((await b.bus.attendance.standings([1])).get(1)?.connections.length, 1);
  assertEquals([b.got.length, b.missedCount, other.bus.trusted()], [0, missed, ["b"]]);
});

Deno.test({
  name:
    "openRedisBus() publishes once per instance with a recipient, however many instances there are [BUS-15]",
  ignore: !granted("read", "write", "run", "net", "env", "sys"),
  async fn() {
    await using scene = await RedisScene.open();
    // No beats after the first, so that nothing but packets is published.
    scene.pace = { ...PACE, beatMs: 60_000, trustMs: 120_000, leaseMs: 120_000 };
    const members = await Promise.all(["a", "b", "c"].map((name) => scene.join(name)));
    const [a, b, c] = members;
    assert(a && b && c);
    await b.connect(1);
    await Promise.all([b.connect(2), c.connect(2)]);
    await Promise.all(members.map((one) => one.connect(3)));
    const published = async (userId: number, receivers: BusMember[]) => {
      const before = await scene.redis.calls("spublish");
      for (let n = 0; n < 25; n++) {
        a.say(`${userId} ${n} ${members.length}`, userId);
        for (const one of receivers) await one.receives(`${userId} ${n} ${members.length}`);
      }
      return await scene.redis.calls("spublish") - before;
    };
    const counts = async () => [
      await published(1, [b]),
      await published(2, [b, c]),
      await published(3, [b, c]),
      await published(4, []),
    ];
    assertEquals(await counts(), [25, 50, 50, 0]);
    for (const name of ["d", "e", "f", "g", "h"]) members.push(await scene.join(name));
    assertEquals(await counts(), [25, 50, 50, 0]);
    assertEquals(members.slice(3).map((one) => one.got.length), [0, 0, 0, 0, 0]);
  },
});

Deno.test({
  name: "openRedisBus() reports a wrong password once and without it, and takes the right one [BUS-14]",
  ignore: !granted("read", "write", "run", "net", "env", "sys"),
  async fn() {
    await using redis = await RedisServer.start(["--requirepass", "the-right-one"]);
    const errors: unknown[] = [];
    const open = (password: string) =>
      openRedisBus({
        url: `redis://:${password}@127.0.0.1:${redis.port}`,
        ...{ space: SPACE, instance: password, pace: PACE, timers: new StoppableTimers() },
        ...{ clock: { now: () => Date.now() }, defer: (run) => void setImmediate(run), random: () => 0.1 },
        report: (error) => errors.push(error),
      });
    await using wrong = open("guessed");
    await using right = open("the-right-one");
    const members = [new BusMember(wrong), new BusMember(right)];
    await until(() => right.ready());
    await until(async () => Number(await redis.calls("hello")) > 6);
    assertEquals(errors.length, 1);
    assertMatch(String(errors[0]), /^Unavailable: Redis: WRONGPASS/);
    assertEquals([String(errors[0]).includes("guessed"), await members[0]?.bus.ready()], [false, false]);
  },
});

Deno.test("openRedisBus() says nothing of an address that it can't read [BUS-14]", () => {
  for (const url of ["redis://:a secret@", "http://:secret@localhost", "secret"]) {
    let message = "";
    try {
      openRedisBus({
        ...{ url, space: SPACE, instance: "a", timers: new StoppableTimers(), clock: { now: () => 0 } },
        ...{ defer: () => {}, random: () => 0, report: () => {} },
      });
    } catch (error) {
      message = String(error);
    }
    assertEquals([message.includes("secret"), message.includes("Cannot read")], [false, true]);
  }
});
