import * as v from "valibot";
import { PER_SOCKET, REST_MS } from "../budgets.ts";
import { BENCH_KEY } from "../clinic.ts";
import { startContender } from "../contenders.ts";
import { SocketPool } from "../load/socket_pool.ts";
import { chatUnderLoad } from "../measures/chat.ts";
import type { Figure } from "../meter.ts";
import { SERVER_CORE } from "../processes.ts";
import { shuffled } from "../statistics.ts";
import { type Bench, contendersOf } from "./bench.ts";

/** Messages that wait for their acknowledgement at any time, as in bench:messages. */
const WAITING = 200;
const INSERT_ALONE = new URL("../insert_alone.ts", import.meta.url).pathname;

/** Acknowledged messages of our server beside what it stores them with, on the same database. */
export async function measureChat(bench: Bench): Promise<void> {
  const { options: { only, rounds, seconds }, scene: { pairs }, results, database } = bench;
  if (!only.includes("chat")) return;
  await using contender = await startContender(contendersOf(bench), "carewire");
  const [server] = contender.servers;
  using pool = new SocketPool({ dialect: contender.dialect, ports: [server?.port ?? 0] });
  pool.open(pairs.flatMap((one) => one.people));
  const metered = { servers: contender.servers, databasePid: database.server.pid };
  const variants = {
    carewire: () =>
      Promise.resolve(chatUnderLoad({ pool, pairs, metered }, {
        seconds,
        perSocket: PER_SOCKET.messages,
        waiting: WAITING,
      })),
    "insert alone": () => insertAlone(bench),
  };
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of shuffled(Object.entries(variants))) {
      results.add(`chat, ${WAITING} waiting`, name, await measure());
      pool.keepAlive();
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
    }
    console.log(`chat: round ${round + 1} of ${rounds} is done`);
  }
  results.complain("chat", pool);
}

/** Among people who are not connected: what others write to those who are is looked for by our server. */
async function insertAlone({ options: { seconds }, scene: { visitors }, database }: Bench): Promise<Figure> {
  const child = new Deno.Command("taskset", {
    args: ["-c", SERVER_CORE, Deno.execPath(), "run", "--no-check", "--allow-all", INSERT_ALONE],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const senders = visitors.slice(0, WAITING).map(({ conversationId, people }) => ({
    userId: people[0].id,
    conversationId,
  }));
  const writer = child.stdin.getWriter();
  await writer.write(
    new TextEncoder().encode(JSON.stringify({ url: database.url, key: BENCH_KEY, seconds, senders })),
  );
  await writer.close();
  const { stdout } = await child.output();
  const { latencies } = v.parse(
    v.object({ latencies: v.array(v.number()) }),
    JSON.parse(new TextDecoder().decode(stdout)),
  );
  const unknown = {
    serverSeconds: NaN,
    serverShare: NaN,
    loadShare: NaN,
    databaseShare: NaN,
    redisShare: NaN,
  };
  return {
    perSecond: latencies.length / seconds,
    cpuMicros: NaN,
    usage: { seconds, ...unknown },
    lost: 0,
    latencies,
  };
}
