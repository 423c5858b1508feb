import { createClient } from "redis";
import { freePort } from "./free_port.ts";
import { until } from "./until.ts";

const REDIS_SERVER = "/usr/bin/redis-server";

/** A real Redis on loopback that keeps nothing on disk unless told to; disposing kills it. */
export class RedisServer implements AsyncDisposable {
  readonly port: number;
  readonly #args: string[];
  readonly #folder: string;
  #child: Deno.ChildProcess | undefined;

  private constructor(port: number, folder: string, args: string[]) {
    this.port = port;
    this.#folder = folder;
    this.#args = args;
  }

  /** Starts one; resolves when it answers. `args` are further arguments, as `--requirepass`. */
  static async start(args: string[] = []): Promise<RedisServer> {
    const server = new RedisServer(freePort(), await Deno.makeTempDir({ prefix: "carewire-redis-" }), args);
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    if (!this.#child) throw new Error("Redis does not run");
    return this.#child.pid;
  }

  async start(): Promise<void> {
    this.#child = new Deno.Command(REDIS_SERVER, {
      args: [
        ...["--port", String(this.port), "--bind", "127.0.0.1", "--dir", this.#folder],
        ...["--save", "", "--appendonly", "no", "--loglevel", "warning", ...this.#args],
      ],
      stdin: "null",
      stdout: "null",
      stderr: "inherit",
    }).spawn();
    await until(() => this.#answers(), "Redis did not start");
  }

  /** Ends it as a crash would. */
  async kill(): Promise<void> {
    if (!this.#child) return;
    this.killNow();
    await this.#child.status;
    this.#child = undefined;
  }

  /** Ends it without waiting, also when it has ended. */
  killNow(): void {
    try {
      this.#child?.kill("SIGKILL");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }

  /** Stops it in the middle of whatever it does, or lets it go on. */
  pause(isPaused: boolean): void {
    this.#child?.kill(isPaused ? "SIGSTOP" : "SIGCONT");
  }

  /** Sends one command over a connection of its own. */
  async command(...args: string[]): Promise<unknown> {
    const password = this.#args[this.#args.indexOf("--requirepass") + 1];
    const client = createClient({
      url: this.url,
      ...(this.#args.includes("--requirepass") && password ? { password } : {}),
      socket: { reconnectStrategy: false },
    });
    client.on("error", () => {});
    await client.connect();
    try {
      return await client.sendCommand(args);
    } finally {
      client.destroy();
    }
  }

  /** Ends the connections of one instance; `pubsub` those on which it listens, `normal` the others. */
  async cut(instance: string, type: "pubsub" | "normal"): Promise<void> {
    const list = String(await this.command("CLIENT", "LIST", "TYPE", type));
    for (const line of list.split("\n")) {
      if (!line.includes(` name=carewire:${instance} `)) continue;
      await this.command("CLIENT", "KILL", "ID", /^id=(\d+)/.exec(line)?.[1] ?? "").catch(() => {});
    }
  }

  /** How often a command has been run, in scripts too. */
  async calls(command: string): Promise<number> {
    const info = String(await this.command("INFO", "commandstats"));
    return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(info)?.[1] ?? 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await Deno.remove(this.#folder, { recursive: true });
  }

  async #answers(): Promise<boolean> {
    try {
      using connection = await Deno.connect({ hostname: "127.0.0.1", port: this.port });
      await connection.write(new TextEncoder().encode("PING\r\n"));
      return (await connection.read(new Uint8Array(64)) ?? 0) > 0;
    } catch {
      return false;
    }
  }
}
