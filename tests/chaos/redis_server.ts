import { freePort } from "../support/free_port.ts";
import { until } from "../support/until.ts";

/** A redis-server that keeps nothing on the disk: killed and started again, it is empty. */
export class RedisServer implements AsyncDisposable {
  readonly port: number;
  #child: Deno.ChildProcess;

  private constructor(port: number) {
    this.port = port;
    this.#child = spawn(port);
  }

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(freePort());
    await server.#untilReady();
    return server;
  }

  signal(name: "SIGSTOP" | "SIGCONT"): void {
    this.#child.kill(name);
  }

  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#child.status;
  }

  async restart(): Promise<void> {
    this.#child = spawn(this.port);
    await this.#untilReady();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#child.kill("SIGKILL");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // it has ended already
    }
    await this.#child.status;
  }

  async #untilReady(): Promise<void> {
    await until(async () => {
      try {
        using conn = await Deno.connect({ hostname: "127.0.0.1", port: this.port });
        await conn.write(new TextEncoder().encode("PING\r\n"));
        return (await conn.read(new Uint8Array(16))) !== null;
      } catch {
        return false;
      }
    }, "redis-server did not start");
  }
}

function spawn(port: number): Deno.ChildProcess {
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  return new Deno.Command("redis-server", { args, stdin: "null", stdout: "null", stderr: "null" }).spawn();
}
