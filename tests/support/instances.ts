import { databaseUrl } from "./database_url.ts";
import { granted } from "./granted.ts";
import { RedisServer } from "./redis_server.ts";
import { ServerProcess, tempDataDir } from "./server_process.ts";

const KEY = "0123456789abcdefghijklmnopqrstuv";

/** Several processes of one demo clinic, on one PostgreSQL and one Redis. */
export interface Instances {
  redis: RedisServer;
  /** Starts one more. */
  start(env?: Record<string, string>): Promise<ServerProcess>;
}

/** A test with processes of one clinic; everything is stopped at its end. */
export function instancesTest(name: string, run: (instances: Instances) => Promise<void>): void {
  Deno.test({
    name,
    ignore: !granted("read", "write", "run", "net", "env", "sys"),
    async fn() {
      const { testDatabase } = await import("./test_database.ts");
      await using stack = new AsyncDisposableStack();
      const { address } = stack.use(await testDatabase());
      const redis = stack.use(await RedisServer.start());
      const shared = { DATABASE_URL: databaseUrl(address), DEMO: "1", ENCRYPTION_KEY: KEY };
      await run({
        redis,
        async start(env = {}) {
          const dataDir = stack.use(await tempDataDir());
          const all = { ...shared, REDIS_URL: redis.url, DRAIN_SECONDS: "1", ...env };
          return stack.use(await ServerProcess.start({ dataDir: dataDir.path, env: all }));
        },
      });
    },
  });
}
