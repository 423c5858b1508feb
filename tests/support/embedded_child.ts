/**
 * A program with an embedded server, for tests that kill it: `deno run embedded_child.ts <data directory> [until]`. It
 * prints one line of JSON when the server runs and then waits; `until` = "interrupt" makes it ask its database once
 * more on SIGINT, close everything, and print the answer.
 */
import { startEmbedded } from "../../db/embedded/start_embedded.ts";

const [dataDir, until] = Deno.args;
if (!dataDir) throw new TypeError("Cannot run: the first argument must be a data directory");
const server = await startEmbedded({ dataDir, settings: { fsync: "off" } });
if (until === "interrupt") await untilInterrupted();
else {
  print({ pid: server.pid, uid: Deno.uid() });
  await server.ended;
}

async function untilInterrupted(): Promise<void> {
  const { openDatabase } = await import("../../db/database.ts");
  const db = openDatabase(server);
  await db.ready();
  const interrupted = Promise.withResolvers<void>();
  Deno.addSignalListener("SIGINT", interrupted.resolve);
  print({ pid: server.pid, uid: Deno.uid() });
  await interrupted.promise;
  const [row] = await db.write((sql) => sql`select 'stored' as text from pg_sleep(0.3)`);
  await db[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  print(row);
  Deno.exit();
}

function print(line: unknown): void {
  console.log(JSON.stringify(line));
}
