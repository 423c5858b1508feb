import { FaultProxy } from "../support/fault_proxy.ts";
import { tempDataDir } from "../support/server_process.ts";
import { PostgresServer } from "./postgres_server.ts";
import { RedisServer } from "../support/redis_server.ts";
import { SupervisedServer } from "./supervised_server.ts";

export const SERVERS = 3;
export const ENCRYPTION_KEY = "0123456789abcdef0123456789abcdef";

/** One instance with the lines that lead to it and from it. */
export interface Instance {
  server: SupervisedServer;
  lines: Record<LineName, FaultProxy>;
}

export type LineName = "clients" | "postgres" | "redis";

/** A whole clinic as a hospital runs it, every line of which can be made bad; disposing ends all of it. */
export interface ClinicHouse extends AsyncDisposable {
  postgres: PostgresServer;
  redis: RedisServer;
  instances: Instance[];
  /** Where clients reach the instances. */
  origins: string[];
  /** Kills all processes at once, for a program that has to end now. */
  killAll(): void;
}

/** Starts the processes; `prepare` runs once the database is there and before the servers are. */
export async function openClinicHouse(
  { ringMs, chance, prepare }: {
    ringMs: number;
    chance(): number;
    prepare(databaseUrl: string): Promise<void>;
  },
): Promise<ClinicHouse> {
  await using opening = new AsyncDisposableStack();
  const postgres = opening.use(await PostgresServer.start(opening.use(await tempDataDir()).path));
  await prepare(postgres.url());
  const redis = opening.use(await RedisServer.start());
  const instances: Instance[] = [];
  for (let index = 0; index < SERVERS; index++) {
    const proxyTo = (target: number) => opening.use(new FaultProxy({ target, chance }));
    const [toPostgres, toRedis] = [proxyTo(postgres.port), proxyTo(redis.port)];
    const env = {
      DATABASE_URL: postgres.url(toPostgres.port),
      REDIS_URL: `redis://127.0.0.1:${toRedis.port}`,
      ENCRYPTION_KEY,
      DEMO: "0",
      LOG_LEVEL: "info",
      CALL_TIMEOUT: String(ringMs / 1000),
    };
    const dataDir = opening.use(await tempDataDir()).path;
    const server = opening.use(new SupervisedServer(dataDir, env));
    const lines = { clients: proxyTo(server.port), postgres: toPostgres, redis: toRedis };
    instances.push({ server, lines });
  }
  await Promise.all(instances.map(({ server }) => server.untilAnswers()));
  const origins = instances.map(({ lines }) => `http://127.0.0.1:${lines.clients.port}`);
  const killAll = () => {
    redis.killNow();
    for (const { server } of instances) server.killNow();
  };
  const stack = opening.move();
  return { postgres, redis, instances, origins, killAll, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
