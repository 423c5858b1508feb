import { freePort } from "./free_port.ts";

const ROOT = new URL("../../", import.meta.url);
const START_MS = 30_000;
const POLL_MS = 20;

export interface ServerOptions {
  dataDir: string;
  port?: number;
  env?: Record<string, string>;
}

/** A whole clinic in a process of its own, as `deno task start` runs it; disposing stops it with SIGTERM. */
export class ServerProcess implements AsyncDisposable {
  readonly port: number;
  readonly pid: number;
  /** Settles with the exit code. */
  readonly ended: Promise<number>;
  #output = "";
  readonly #child: Deno.ChildProcess;
  readonly #reading: Promise<void>;

  private constructor(child: Deno.ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
    this.pid = child.pid;
    this.#reading = this.#read(child.stdout);
    this.ended = child.status.then(({ code }) => code);
  }

  /** Starts a server; resolves when it answers. Throws with what it printed when it ends instead. */
  static async start(options: ServerOptions): Promise<ServerProcess> {
    const server = ServerProcess.spawn(options);
    const until = Date.now() + START_MS;
    let hasEnded = false;
    server.ended.then(() => hasEnded = true);
    while (!await server.#answers()) {
      if (hasEnded || Date.now() > until) {
        server.kill("SIGKILL");
        await server.ended;
        await server.#reading;
        throw new Error(`the server did not start:\n${server.output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    return server;
  }

  /** Starts a server without waiting for it. */
  static spawn({ dataDir, port = freePort(), env = {} }: ServerOptions): ServerProcess {
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-check", "--allow-all", "main.ts"],
      cwd: ROOT,
      env: { DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: "info", ...env },
      stdin: "null",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    return new ServerProcess(child, port);
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What it has printed so far. */
  get output(): string {
    return this.#output;
  }

  kill(signal: Deno.Signal): void {
    try {
      this.#child.kill(signal);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // it has ended already
    }
  }

  /** Stops it in good order and gives its exit code. */
  async stop(signal: Deno.Signal = "SIGTERM"): Promise<number> {
    this.kill(signal);
    const code = await this.ended;
    await this.#reading;
    return code;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #answers(): Promise<boolean> {
    try {
      const response = await fetch(`${this.origin}/readyz`);
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }

  async #read(stdout: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    for await (const bytes of stdout) this.#output += decoder.decode(bytes, { stream: true });
  }
}

/** A data directory for one test; disposing removes it. */
export async function tempDataDir(): Promise<{ path: string } & AsyncDisposable> {
  const path = await Deno.makeTempDir({ prefix: "carewire-data-" });
  return {
    path,
    async [Symbol.asyncDispose]() {
      await Deno.remove(path, { recursive: true });
    },
  };
}
