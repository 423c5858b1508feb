import { NAMES, startContender } from "../contenders.ts";
import { bearersOf, connectStorm, ticketsOf } from "../measures/connect.ts";
import { shuffled } from "../statistics.ts";
import { type Bench, contendersOf } from "./bench.ts";

/** Storms of people who all come at once. Ours come with a cookie as browsers do, with a bearer, or with a ticket. */
export async function measureConnect(bench: Bench): Promise<void> {
  const { options: { only, rounds, connects }, scene, results, database } = bench;
  if (!only.includes("connect")) return;
  const people = scene.visitors.flatMap((one) => one.people).slice(0, connects);
  await using stack = new AsyncDisposableStack();
  const tasks: { measure: string; run(): Promise<void> }[] = [];
  for (const name of NAMES) {
    if (name === "floor") continue;
    const { dialect, servers } = stack.use(await startContender(contendersOf(bench), name));
    const port = servers[0]?.port ?? 0;
    const target = { dialect, ports: [port] };
    const metered = { servers, databasePid: database.server.pid };
    const ways = name === "carewire"
      ? { bearer: () => bearersOf(port, people), cookie: undefined, ticket: () => ticketsOf(port, people) }
      : { "": undefined };
    for (const [way, credentials] of Object.entries(ways)) {
      tasks.push({
        measure: "connect",
        run: async () =>
          results.add(
            "connect",
            way ? `${name} (${way})` : name,
            await connectStorm(target, people, metered, await credentials?.()),
          ),
      });
    }
  }
  for (let round = 0; round < rounds; round++) {
    for (const task of shuffled(tasks)) await task.run();
    console.log(`connecting: round ${round + 1} of ${rounds} is done`);
  }
}
