import { assertEquals } from "../support/assert.ts";
import { BusWitness } from "../support/bus_witness.ts";
import { granted } from "../support/granted.ts";
import { RedisScene, SPACE, UpstashScene } from "../support/redis_scene.ts";
import { seededChance } from "../support/seeded_chance.ts";
import { until } from "../support/until.ts";

const FAULTS = 8;
const NAMES = ["a", "b", "c"];
/** Beyond what a bus promises: the machine may be slow, and it is looked only so often. */
const SLACK_MS = 1_000;

type Fault = () => Promise<void> | void;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function faultsOf(scene: RedisScene, chance: () => number): Fault[] {
  const { redis } = scene;
  const any = () => NAMES[Math.floor(chance() * NAMES.length)] ?? "a";
  const during = async (begin: Fault, ms: number, end: Fault) => {
    await begin();
    await pause(ms);
    await end();
  };
  const faults: Fault[] = [
    () => redis.cut(any(), "pubsub"),
    () => redis.cut(any(), "normal"),
    () => void redis.command("HINCRBY", `{carewire:${SPACE}}:n`, any(), "1"),
    () => scene.empty(),
    () => void redis.command("SCRIPT", "FLUSH"),
    () => void redis.command("SAVE"),
    () => during(() => redis.pause(true), 200 + chance() * 2_000, () => redis.pause(false)),
    () => during(() => redis.kill(), chance() * 600, () => redis.start()),
  ];
  if (!(scene instanceof UpstashScene)) return faults;
  const { bridge } = scene;
  return [
    ...faults,
    () => bridge.breakStreams(),
    () =>
      during(() => void (bridge.isStalled = true), chance() * 2_000, () => void (bridge.isStalled = false)),
    () => during(() => void (bridge.fault = "hang"), chance() * 1_500, () => bridge.release()),
    () => during(() => void (bridge.fault = "error"), chance() * 500, () => bridge.release()),
  ];
}

/** Publishes all the time while faults happen; gives what was published when, by text. */
async function storm(scene: RedisScene, publish: (text: string) => void, chance: () => number) {
  const published = new Map<string, number>();
  const publishing = setInterval(() => {
    const text = String(published.size);
    published.set(text, performance.now());
    publish(text);
  }, 2);
  const faults = faultsOf(scene, chance);
  for (let count = 0; count < FAULTS; count++) {
    await pause(100 + chance() * 700);
    await faults[Math.floor(chance() * faults.length)]?.();
  }
  clearInterval(publishing);
  return published;
}

async function hold(scene: RedisScene, seed: number): Promise<void> {
  const chance = seededChance(seed);
  const [a, b, c] = await Promise.all(NAMES.map((name) => scene.join(name)));
  if (!a || !b || !c) return;
  await Promise.all([a.trusts("b", "c"), b.trusts("a", "c"), c.trusts("a", "b")]);
  const witnesses = [b, c].map((member) => new BusWitness(member, "a", chance));
  await until(() => witnesses.every((one) => one.isNoted));
  const published = await storm(scene, (text) => a.say(text, 0), chance);
  // The last fault may not have been noticed yet.
  await pause(b.bus.silenceMs);
  await Promise.all([a.trusts("b", "c"), b.trusts("a", "c"), c.trusts("a", "b")]);
  await Promise.all(witnesses.map((one) => one.settle()));

  for (const one of witnesses) {
    assertEquals(one.unnoticed(published, one.member.bus.silenceMs + SLACK_MS), [], "lost unnoticed");
    const numbers = one.member.texts.map(Number);
    assertEquals(numbers, [...new Set(numbers)].sort((x, y) => x - y), "twice, or out of order");
  }
  await a.bus.attendance.reap();
  const standings = await a.bus.attendance.standings(BusWitness.users);
  for (const [userId, { connections }] of standings) {
    const open = witnesses.flatMap((one) => one.statuses(userId)).sort();
    assertEquals(connections.map((one) => one.status).sort(), open, `user ${userId}`);
  }
}

const SCENES = { openRedisBus: () => RedisScene.open(), openUpstashBus: () => UpstashScene.open() };

for (const [name, open] of Object.entries(SCENES)) {
  Deno.test({
    name: `${name}() loses nothing unnoticed and forgets nobody, whatever happens to Redis [BUS-20]`,
    ignore: !granted("read", "write", "run", "net", "env", "sys"),
    async fn() {
      const seed = Date.now() % 1_000_000;
      await using scene = await open();
      await hold(scene, seed).catch((error) => {
        throw new Error(`seed ${seed}`, { cause: error });
      });
    },
  });
}
