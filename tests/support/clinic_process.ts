import type { Database } from "../../db/database.ts";
import { ServerProcess, tempDataDir } from "./server_process.ts";
import { testDatabase, urlOf } from "./test_database.ts";

/** A demo clinic in a process of its own on a database that the test can look into. */
export interface ClinicProcess extends AsyncDisposable {
  server: ServerProcess;
  db: Database;
  /** What another process needs in its environment to be of the same clinic. */
  env: Record<string, string>;
}

/** Starts it; disposing stops it and drops its database. */
export async function clinicProcess(env: Record<string, string> = {}): Promise<ClinicProcess> {
  await using opening = new AsyncDisposableStack();
  const dataDir = opening.use(await tempDataDir());
  const { db, address } = opening.use(await testDatabase());
  const all = { DATABASE_URL: urlOf(address), DEMO: "1", ...env };
  const server = opening.use(await ServerProcess.start({ dataDir: dataDir.path, env: all }));
  const stack = opening.move();
  return {
    server,
    db,
    env: { ...all, DATA_DIR: dataDir.path },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
