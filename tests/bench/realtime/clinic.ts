import { openDatabase } from "../../../db/database.ts";
import { type Embedded, startEmbedded } from "../../../db/embedded/start_embedded.ts";
import { migrate } from "../../../db/migrate.ts";
import { databaseUrl } from "../../support/database_url.ts";
import { tempDataDir } from "../../support/server_process.ts";
import { seedScene } from "./seed_scene.ts";
import type { Scene } from "./scene.ts";

/** Enterable for the account that runs the database when the bench runs as root. */
const DIR_MODE = 0o711;
const SEED_MS = 120_000;
export const BENCH_KEY = "0123456789abcdef0123456789abcdef";

/** A database with every commit on the disk, filled with a scene. */
export interface BenchDatabase extends AsyncDisposable {
  server: Embedded;
  dataDir: string;
  url: string;
}

/** Starts PostgreSQL as a clinic has it and writes the scene into it. */
export async function openBenchDatabase(scene: Scene): Promise<BenchDatabase> {
  await using opening = new AsyncDisposableStack();
  const { path: dataDir } = opening.use(await tempDataDir());
  await Deno.chmod(dataDir, DIR_MODE);
  const server = opening.use(await startEmbedded({ dataDir, settings: { max_connections: "300" } }));
  await migrate(server);
  await using db = openDatabase(server, { transactionMs: SEED_MS });
  await seedScene(db, scene);
  const stack = opening.move();
  return { server, dataDir, url: databaseUrl(server), [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** What our server gets from its environment: a clinic as it runs for real, nothing of its limits changed. */
export function clinicEnvironment(database: BenchDatabase, port: number): Record<string, string> {
  return {
    HOST: "127.0.0.1",
    PORT: String(port),
    DATA_DIR: `${database.dataDir}/instance-${port}`,
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: BENCH_KEY,
    DEMO: "0",
    LOG_LEVEL: "warn",
  };
}
