import { type Contender, NAMES, startContender } from "../contenders.ts";
import { SocketPool } from "../load/socket_pool.ts";
import { maskedFrame } from "../load/ws_frames.ts";
import { fanOutMessages, fanOutTyping } from "../measures/fan_out.ts";
import { relayLatency, relaySaturated } from "../measures/relay.ts";
import type { Figure, Metered } from "../meter.ts";
import { shuffled } from "../statistics.ts";
import { type Bench, contendersOf, SETTLE_MS } from "./bench.ts";

/** Events of one conversation under way at once, by its size. */
const WINDOWS = new Map([[2, 4], [50, 8], [1_000, 8]]);
/** Offers of one person under way at once, alone and as they come at the start of a call. */
const DEPTHS = [1, 8];

/** One measurement of one server. */
interface Task {
  measure: string;
  contender: Contender;
  run(): Figure;
}

/** Relays and fan-out of all servers, in rounds of random order, over sockets that stay. */
export async function measureLive(bench: Bench): Promise<void> {
  const { only, rounds } = bench.options;
  if (!only.includes("relay") && !only.includes("fanout")) return;
  await using stack = new AsyncDisposableStack();
  const pools: SocketPool[] = [];
  const tasks: Task[] = [];
  for (const name of NAMES) {
    const contender = stack.use(await startContender(contendersOf(bench), name));
    const metered = { servers: contender.servers, databasePid: bench.database.server.pid };
    tasks.push(...pairTasks(bench, contender, metered, pools));
    if (only.includes("fanout") && name !== "floor") {
      tasks.push(...groupTasks(bench, contender, metered, pools));
    }
  }
  for (let round = 0; round < rounds; round++) {
    for (const task of shuffled(tasks)) {
      const figure = task.run();
      bench.results.add(task.measure, task.contender.name, figure);
      for (const pool of pools) pool.keepAlive();
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    }
    console.log(`round ${round + 1} of ${rounds} is done`);
  }
  for (const pool of pools) {
    if (pool.refused + pool.lost > 0) {
      bench.results.complaints.push(
        `${pool.refused} refused, ${pool.lost} sockets lost: ${pool.lastRefusal}`,
      );
    }
    pool[Symbol.dispose]();
  }
}

function pairTasks(bench: Bench, contender: Contender, metered: Metered, pools: SocketPool[]): Task[] {
  const { options: { only, seconds }, scene: { pairs }, sdp } = bench;
  const pool = open(contender, pairs.map((one) => one.people).flat(), pools);
  const load = { pool, pairs, sdp, metered };
  const tasks: Task[] = [];
  if (only.includes("relay")) {
    for (const depth of DEPTHS) {
      tasks.push({
        measure: depth === 1 ? "relay, one at a time" : `relay, ${depth} at once`,
        contender,
        run: () => relaySaturated(load, { seconds, depth }),
      });
    }
    tasks.push({ measure: "relay at 200/s", contender, run: () => relayLatency(load, { seconds }) });
  }
  if (only.includes("fanout") && contender.name !== "floor") {
    const conversationIds = pairs.map((one) => one.conversationId);
    join(pool, conversationIds, 2);
    tasks.push(...fanOutTasks(bench, contender, { pool, conversationIds, size: 2, metered }));
  }
  return tasks;
}

function groupTasks(bench: Bench, contender: Contender, metered: Metered, pools: SocketPool[]): Task[] {
  return [...bench.scene.groups].flatMap(([size, groups]) => {
    const pool = open(contender, groups.flatMap((one) => one.people), pools);
    const conversationIds = groups.map((one) => one.conversationId);
    join(pool, conversationIds, size);
    return fanOutTasks(bench, contender, { pool, conversationIds, size, metered });
  });
}

function fanOutTasks(
  { options: { seconds } }: Bench,
  contender: Contender,
  load: Parameters<typeof fanOutTyping>[0],
): Task[] {
  const shape = { seconds, window: WINDOWS.get(load.size) ?? 1 };
  const typing = { measure: `fan-out to ${load.size}`, contender, run: () => fanOutTyping(load, shape) };
  if (contender.name !== "carewire" || load.size === 2) return [typing];
  const durable = {
    measure: `fan-out to ${load.size}, stored`,
    contender,
    run: () => fanOutMessages(load, { seconds, window: 1 }),
  };
  return [typing, durable];
}

function open(
  contender: Contender,
  people: Parameters<SocketPool["open"]>[0],
  pools: SocketPool[],
): SocketPool {
  const pool = new SocketPool({
    dialect: contender.dialect,
    ports: contender.servers.map((one) => one.port),
  });
  pools.push(pool);
  const took = pool.open(people);
  console.log(`${contender.name}: ${people.length} sockets are open after ${took.toFixed(1)} s`);
  pool.pollFor(SETTLE_MS);
  return pool;
}

/** Tells servers that know nobody who is in which conversation. */
function join(pool: SocketPool, conversationIds: readonly string[], size: number): void {
  const { dialect } = pool.target;
  if (!dialect.join) return;
  conversationIds.forEach((id, n) => {
    const frame = maskedFrame(dialect.join?.(id) ?? "");
    for (let member = n * size; member < (n + 1) * size; member++) pool.send(member, frame);
  });
  pool.pollFor(SETTLE_MS);
}
