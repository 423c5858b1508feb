/**
 * Our whole server beside bare ones that do only the job: relays, fan-out, memory of idle sockets, connecting, durable
 * messages, and two processes over a Redis. See realtime/options.ts for what can be asked for.
 */
import { measureChat } from "./realtime/phases/chat_phase.ts";
import { measureConnect } from "./realtime/phases/connect_phase.ts";
import { measureIdle } from "./realtime/phases/idle_phase.ts";
import { measureLive } from "./realtime/phases/live_phase.ts";
import { profileOurs } from "./realtime/phases/profile_phase.ts";
import { measureRedis } from "./realtime/phases/redis_phase.ts";
import { openBenchDatabase } from "./realtime/clinic.ts";
import { contenderFiles } from "./realtime/contender_files.ts";
import { readOptions } from "./realtime/options.ts";
import { pinSelf } from "./realtime/processes.ts";
import { Results } from "./realtime/results.ts";
import { printReport } from "./realtime/report.ts";
import { makeScene, sessionDescription } from "./realtime/scene.ts";

/** Conversations of 50 and of 1,000. */
const GROUPS = [[50, 20], [1_000, 1]] as const;

async function main(): Promise<void> {
  const options = readOptions(Deno.args);
  await using stack = new AsyncDisposableStack();
  const files = stack.use(await contenderFiles());
  await pinSelf();
  const scene = await makeScene({
    pairs: options.pairs,
    groups: options.only.includes("fanout") || options.profile ? GROUPS : [],
    visitors: Math.ceil(Math.max(options.idleSockets, options.connects) / 2),
  });
  const database = stack.use(await openBenchDatabase(scene));
  const sdp = sessionDescription(options.sdpLength);
  const results = new Results();
  const bench = { options, scene, sdp, results, database, nodeDir: files.nodeDir };
  try {
    await measureLive(bench);
    await measureRedis(bench);
    await measureChat(bench);
    await measureConnect(bench);
    await measureIdle(bench);
    if (options.profile) await profileOurs(bench);
  } finally {
    printReport(results, options);
  }
}

await main();
