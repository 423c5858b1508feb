import { freePort } from "../../../support/free_port.ts";
import { NAMES, startContender } from "../contenders.ts";
import { idleMemory } from "../measures/idle.ts";
import { shuffled } from "../statistics.ts";
import { type Bench, contendersOf } from "./bench.ts";

/** Memory is measured on a fresh server each time, which takes a while, and swings little. */
const ROUNDS_MAX = 3;

/** What thousands of sockets that do nothing take of the memory of each server. */
export async function measureIdle(bench: Bench): Promise<void> {
  const { options: { only, rounds, idleSockets }, scene, results } = bench;
  if (!only.includes("idle")) return;
  const people = scene.visitors.flatMap((one) => one.people).slice(0, idleSockets);
  for (let round = 0; round < Math.min(rounds, ROUNDS_MAX); round++) {
    for (const name of shuffled(NAMES.filter((one) => one !== "floor"))) {
      const inspectPort = name === "flask" ? undefined : freePort();
      await using contender = await startContender(contendersOf(bench), name, { inspectPort });
      const [server] = contender.servers;
      if (!server) continue;
      const target = { dialect: contender.dialect, ports: [server.port] };
      results.addIdle(name, await idleMemory(target, { people, pid: server.pid, inspectPort }));
    }
    console.log(`idle sockets: round ${round + 1} is done`);
  }
}
