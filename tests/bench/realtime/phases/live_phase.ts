import { PER_SOCKET, REST_MS } from "../budgets.ts";
import { type Contender, NAMES, startContender } from "../contenders.ts";
import { SocketPool } from "../load/socket_pool.ts";
import { maskedFrame } from "../load/ws_frames.ts";
import { fanOutMessages, fanOutTyping } from "../measures/fan_out.ts";
import { relayLatency, relaySaturated } from "../measures/relay.ts";
import type { Figure, Metered } from "../meter.ts";
import type { Person } from "../scene.ts";
import { shuffled } from "../statistics.ts";
import { type Bench, contendersOf, SETTLE_MS } from "./bench.ts";

/** Events of one conversation under way at once, by its size. */
const WINDOWS = new Map([[2, 1], [50, 8], [1_000, 8]]);
/** Offers that one socket sends at once: alone, and as signaling comes at the start of a call. */
const DEPTHS = [1, 8];

/** One measurement, and what of what a socket may send it uses up. */
interface Task {
  measure: string;
  uses: string;
  run(): Figure;
}

type OpenPool = (people: readonly Person[]) => SocketPool;

/** Relays and fan-out of all servers, in rounds of random order. */
export async function measureLive(bench: Bench): Promise<void> {
  const { only, rounds } = bench.options;
  if (!only.includes("relay") && !only.includes("fanout")) return;
  await using stack = new AsyncDisposableStack();
  const names = NAMES.filter((name) => name !== "floor" || only.includes("relay"));
  const contenders: Contender[] = [];
  for (const name of names) contenders.push(stack.use(await startContender(contendersOf(bench), name)));
  for (let round = 0; round < rounds; round++) {
    for (const contender of shuffled(contenders)) await measureOne(bench, contender);
    console.log(`relays and fan-out: round ${round + 1} of ${rounds} is done`);
  }
}

/** Opens everybody's sockets, measures what is to be measured in random order, and closes them. */
async function measureOne(bench: Bench, contender: Contender): Promise<void> {
  const { options: { only }, results, database } = bench;
  const metered = { servers: contender.servers, databasePid: database.server.pid };
  using pools = new DisposableStack();
  const all: SocketPool[] = [];
  const openPool = (people: readonly Person[]) => {
    const pool = openFor(contender, people);
    all.push(pool);
    pools.defer(() => {
      results.complain(contender.name, pool);
      pool[Symbol.dispose]();
    });
    return pool;
  };
  const tasks = pairTasks(bench, contender, metered, openPool);
  if (only.includes("fanout") && contender.name !== "floor") {
    tasks.push(...groupTasks(bench, contender, metered, openPool));
  }
  const usedAt = new Map<string, number>();
  for (const { measure, uses, run } of shuffled(tasks)) {
    const rested = performance.now() - (usedAt.get(uses) ?? -Infinity);
    await pause(Math.max(SETTLE_MS, REST_MS - rested));
    for (const pool of all) pool.keepAlive();
    for (const pool of all) pool.pollFor(20);
    results.add(measure, contender.name, run());
    usedAt.set(uses, performance.now());
  }
}

function pairTasks(bench: Bench, contender: Contender, metered: Metered, open: OpenPool): Task[] {
  const { options: { only, seconds }, scene: { pairs }, sdp } = bench;
  const pool = open(pairs.flatMap((one) => one.people));
  const load = { pool, pairs, sdp, metered };
  const tasks: Task[] = [];
  if (only.includes("relay")) {
    const extent = { seconds, perSocket: PER_SOCKET.offers };
    for (const depth of DEPTHS) {
      tasks.push({
        measure: depth === 1 ? "relay, one at a time" : `relay, ${depth} at once`,
        uses: "offers",
        run: () => relaySaturated(load, { ...extent, depth }),
      });
    }
    tasks.push({ measure: "relay at 200/s", uses: "few", run: () => relayLatency(load, { seconds }) });
  }
  if (only.includes("fanout") && contender.name !== "floor") {
    const conversationIds = pairs.map((one) => one.conversationId);
    join(pool, conversationIds, 2);
    tasks.push(...fanOutTasks(bench, contender, { pool, conversationIds, size: 2, metered }));
  }
  return tasks;
}

function groupTasks(bench: Bench, contender: Contender, metered: Metered, open: OpenPool): Task[] {
  return [...bench.scene.groups].flatMap(([size, groups]) => {
    const pool = open(groups.flatMap((one) => one.people));
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
  const window = WINDOWS.get(load.size) ?? 1;
  const typing = {
    measure: `fan-out to ${load.size}`,
    uses: `typing ${load.size}`,
    run: () => fanOutTyping(load, { seconds, perSocket: PER_SOCKET.typing, window }),
  };
  if (contender.name !== "carewire" || load.size === 2) return [typing];
  const durable = {
    measure: `fan-out to ${load.size}, stored`,
    uses: `messages ${load.size}`,
    run: () => fanOutMessages(load, { seconds, perSocket: PER_SOCKET.messages, window: 1 }),
  };
  return [typing, durable];
}

function openFor({ dialect, servers }: Contender, people: readonly Person[]): SocketPool {
  const pool = new SocketPool({ dialect, ports: servers.map((one) => one.port) });
  pool.open(people);
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

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
