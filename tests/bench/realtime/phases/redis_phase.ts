import { RedisServer } from "../../../support/redis_server.ts";
import { PER_SOCKET, REST_MS } from "../budgets.ts";
import { type ContenderName, startContender } from "../contenders.ts";
import { SocketPool } from "../load/socket_pool.ts";
import { relayLatency, relaySaturated } from "../measures/relay.ts";
import type { Figure } from "../meter.ts";
import { pinToServers } from "../processes.ts";
import { shuffled } from "../statistics.ts";
import { type Bench, contendersOf, SETTLE_MS } from "./bench.ts";

const NAMES: readonly ContenderName[] = ["carewire", "socket.io", "flask"];
const DEPTH = 8;

/** Relays between two processes over a Redis; the two people of each call are on different ones. */
export async function measureRedis(bench: Bench): Promise<void> {
  const { options: { only, rounds, seconds }, scene: { pairs }, sdp, results, database } = bench;
  if (!only.includes("redis")) return;
  await using stack = new AsyncDisposableStack();
  const pools: [string, SocketPool][] = [];
  const tasks: { measure: string; name: string; run(): Figure }[] = [];
  for (const name of NAMES) {
    const redis = stack.use(await RedisServer.start());
    await pinToServers(redis.pid);
    const contender = stack.use(await startContender(contendersOf(bench), name, { redisUrl: redis.url }));
    const ports = contender.servers.map((one) => one.port);
    const pool = stack.use(new SocketPool({ dialect: contender.dialect, ports }));
    pools.push([name, pool]);
    pool.open(pairs.flatMap((one) => one.people));
    pool.pollFor(SETTLE_MS);
    const metered = { servers: contender.servers, databasePid: database.server.pid, redisPid: redis.pid };
    const load = { pool, pairs, sdp, metered };
    tasks.push(
      {
        measure: "relay over Redis, 8 at once",
        name,
        run: () => relaySaturated(load, { seconds, perSocket: PER_SOCKET.offers, depth: DEPTH }),
      },
      { measure: "relay over Redis at 200/s", name, run: () => relayLatency(load, { seconds }) },
    );
  }
  for (let round = 0; round < rounds; round++) {
    for (const { measure, name, run } of shuffled(tasks)) {
      results.add(measure, name, run());
      for (const [, pool] of pools) pool.keepAlive();
      await new Promise((resolve) => setTimeout(resolve, REST_MS / 2));
    }
    console.log(`over Redis: round ${round + 1} of ${rounds} is done`);
  }
  for (const [name, pool] of pools) results.complain(`${name} over Redis`, pool);
}
