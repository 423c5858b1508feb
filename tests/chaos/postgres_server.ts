import { type Embedded, startEmbedded } from "../../db/embedded/start_embedded.ts";
import { openDatabase } from "../../db/database.ts";
import { freePort } from "../support/free_port.ts";

/** Enterable for the account that runs the server when it is started by root. */
const DIR_MODE = 0o711;

/** A PostgreSQL of one's own that can be killed and started again on the same files; every commit is on the disk. */
export class PostgresServer implements AsyncDisposable {
  readonly port: number;
  readonly #dataDir: string;
  #running: Embedded;

  private constructor(dataDir: string, port: number, running: Embedded) {
    this.#dataDir = dataDir;
    this.port = port;
    this.#running = running;
  }

  static async start(dataDir: string): Promise<PostgresServer> {
    await Deno.chmod(dataDir, DIR_MODE);
    const port = freePort();
    return new PostgresServer(dataDir, port, await run(dataDir, port));
  }

  /** Its address over `port`, its own or that of a proxy. */
  url(port = this.port): string {
    const { user, database } = this.#running;
    return `postgres://${user}@127.0.0.1:${port}/${database}`;
  }

  /** Ends about this share of the connections from within. */
  async endBackends(share: number): Promise<void> {
    await using db = openDatabase({ url: this.url() }, { poolSize: 1, readMs: 5_000 });
    await db.read((sql) =>
      sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where backend_type = 'client backend' and pid <> pg_backend_pid() and random() < ${share}`
    );
  }

  /** What it has complained about since its last start: errors that ended connections, by how often. */
  async complaints(): Promise<Map<string, number>> {
    const log = await Deno.readTextFile(`${this.#dataDir}/postgres/data/server.log`);
    const texts = log.match(/(?<=FATAL: ).*/g) ?? [];
    return new Map([...Map.groupBy(texts, (one) => one.trim())].map(([text, all]) => [text, all.length]));
  }

  /** `kill -9` of the postmaster; its backends find out by themselves. */
  async kill(): Promise<void> {
    Deno.kill(this.#running.pid, "SIGKILL");
    await this.#running.ended;
    await this.#running[Symbol.asyncDispose]();
  }

  /** Starts it again after `kill`. */
  async restart(): Promise<void> {
    this.#running = await run(this.#dataDir, this.port);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#running[Symbol.asyncDispose]();
  }
}

function run(dataDir: string, port: number): Promise<Embedded> {
  return startEmbedded({ dataDir, settings: { listen_addresses: "127.0.0.1", port: String(port) } });
}
