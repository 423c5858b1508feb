import { setImmediate } from "node:timers";
import { openUpstashBus } from "../../realtime/bus_upstash.ts";
import { Unavailable } from "../../realtime/ports/unavailable.ts";
import { assert, assertEquals, assertMatch } from "../support/assert.ts";
import { BusMember } from "../support/bus_member.ts";
import { granted } from "../support/granted.ts";
import { PACE, SPACE, UpstashScene } from "../support/redis_scene.ts";
import { StoppableTimers } from "../support/stoppable_timers.ts";
import { until } from "../support/until.ts";

/** A test with two instances on a bridge of its own. */
function upstashTest(
  name: string,
  fn: (scene: UpstashScene, a: BusMember, b: BusMember) => Promise<void>,
): void {
  Deno.test({
    name,
    ignore: !granted("read", "write", "run", "net", "env", "sys"),
    async fn() {
      await using scene = await UpstashScene.open();
      const [a, b] = [await scene.join("a"), await scene.join("b")];
      await Promise.all([a.trusts("b"), b.trusts("a")]);
      await b.connect(1);
      await fn(scene, a, b);
    },
  });
}

/** Resolves when packets from one instance reach the other again. */
async function works(a: BusMember, b: BusMember): Promise<void> {
  await Promise.all([a.trusts("b"), b.trusts("a")]);
  const text = crypto.randomUUID();
  a.say(text, 1);
  await b.receives(text);
}

upstashTest(
  "openUpstashBus() subscribes again when the stream ends, and looks [BUS-13]",
  async (scene, a, b) => {
    for (let n = 0; n < 3; n++) {
      const missed = b.missedCount;
      scene.bridge.breakStreams();
      await until(() => b.missedCount > missed);
      await works(a, b);
    }
  },
);

upstashTest("openUpstashBus() notices a stream that has gone silent [BUS-14]", async (scene, a, b) => {
  const missed = b.missedCount;
  scene.bridge.isStalled = true;
  a.say("lost", 1);
  await Promise.all([a.trusts(), b.trusts()]);
  scene.bridge.isStalled = false;
  await works(a, b);
  assert(b.missedCount > missed);
  assertEquals(b.texts.includes("lost"), false);
});

for (const fault of ["hang", "error"] as const) {
  upstashTest(`openUpstashBus() outlives requests that end with ${fault} [BUS-14]`, async (scene, a, b) => {
    const missed = b.missedCount;
    scene.bridge.fault = fault;
    const refused = await a.bus.attendance.standings([1]).catch((error) => error);
    assert(refused instanceof Unavailable, String(refused));
    a.say("lost, or late", 1);
    await a.trusts();
    await until(async () => !await a.bus.ready());
    scene.bridge.release();
    await works(a, b);
    assert(b.missedCount > missed);
    const said = scene.errors.map(String).join("\n");
    assertEquals([
      said.includes("lost, or late"),
      said.includes("EVALSHA"),
      said.includes(scene.bridge.token),
    ], [
      ...[false, false, false],
    ]);
  });
}

upstashTest(
  "openUpstashBus() sends one batch at a time, as each is paid for [BUS-18]",
  async (scene, a, b) => {
    // As in a clinic no beat comes in between, so all commands are batches.
    const before = scene.bridge.commands.length;
    const began = Date.now();
    for (let n = 0; n < 2_000; n++) {
      a.say(String(n), 1);
      if (n % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await b.receives("1999");
    assertEquals(b.texts, Array.from({ length: 2_000 }, (_, n) => String(n)));
    const beats = 2 * (Math.ceil((Date.now() - began) / PACE.beatMs) + 1);
    const commands = scene.bridge.commands.length - before;
    assert(commands < 100 + beats, `${commands} commands for 200 turns`);
  },
);

Deno.test({
  name: "openUpstashBus() reports a wrong token once and without it [BUS-14]",
  ignore: !granted("read", "write", "run", "net", "env", "sys"),
  async fn() {
    await using scene = await UpstashScene.open();
    const errors: unknown[] = [];
    let reopened = 0;
    await using bus = openUpstashBus({
      ...{ url: scene.bridge.url, token: "guessed", space: SPACE, instance: "a", pace: PACE },
      ...{ timers: new StoppableTimers(), clock: { now: () => Date.now() } },
      defer: (run) => void setImmediate(run),
      random: () => (reopened++, 0.1),
      report: (error) => errors.push(error),
    });
    new BusMember(bus);
    await until(() => reopened > 3);
    assertEquals(errors.length, 1);
    assertMatch(String(errors[0]), /^Unavailable: Upstash refused to subscribe with 401$/);
    assertEquals(await bus.ready(), false);
  },
});
