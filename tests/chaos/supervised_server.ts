import { freePort } from "../support/free_port.ts";
import { ServerProcess } from "../support/server_process.ts";
import { pause } from "./pauses.ts";

/** As a service manager would, an ended server is started again after this. */
const RESTART_PAUSE_MS = 300;
/** What a server logs once it answers. */
const ANSWERING = '"listening"';
const OUTPUT_SHOWN = 500;
const START_MS = 60_000;
const LOOK_MS = 50;

/** One of the clinic's server processes, kept running until it is closed. */
export class SupervisedServer implements AsyncDisposable {
  readonly port = freePort();
  /** Ends that nobody asked for, of processes that had answered before. */
  readonly deaths: string[] = [];
  readonly #dataDir: string;
  readonly #env: Record<string, string>;
  readonly #keeping: Promise<void>;
  #process: ServerProcess;
  #outputs: ServerProcess[] = [];
  #isEndExpected = false;
  readonly #closing = Promise.withResolvers<void>();
  /** Settles when a process that was held back may start. */
  #hold: Promise<void> = Promise.resolve();

  constructor(dataDir: string, env: Record<string, string>) {
    this.#dataDir = dataDir;
    this.#env = env;
    this.#process = this.#spawn();
    this.#keeping = this.#keep();
  }

  /** Everything that its processes have printed. */
  get output(): string {
    return this.#outputs.map((one) => one.output).join("");
  }

  async answers(): Promise<boolean> {
    try {
      const response = await fetch(`${this.#process.origin}/healthz`, { signal: AbortSignal.timeout(2_000) });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }

  /** Waits until it answers; what else is bad meanwhile may keep it from starting for a while. */
  async untilAnswers(): Promise<void> {
    const end = performance.now() + START_MS;
    while (!await this.answers()) {
      if (performance.now() > end) {
        throw new Error(
          `the server on port ${this.port} does not start: ${this.output.slice(-OUTPUT_SHOWN)}`,
        );
      }
      await pause(LOOK_MS);
    }
  }

  /** Ends the process; the next one starts when `again` settles. */
  async end(signal: "SIGKILL" | "SIGTERM", again: Promise<void>): Promise<void> {
    this.#isEndExpected = true;
    this.#hold = again;
    this.#process.kill(signal);
    await this.#process.ended;
  }

  signal(name: "SIGSTOP" | "SIGCONT"): void {
    this.#process.kill(name);
  }

  /** Kills the process, and no other one is started. */
  killNow(): void {
    this.#closing.resolve();
    this.#isEndExpected = true;
    this.#process.kill("SIGCONT");
    this.#process.kill("SIGKILL");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.killNow();
    await this.#keeping;
  }

  async #keep(): Promise<void> {
    while (true) {
      const code = await this.#process.ended;
      const { output } = this.#process;
      if (!this.#isEndExpected && output.includes(ANSWERING)) {
        this.deaths.push(`port ${this.port} ended by itself with ${code}: ${output.slice(-OUTPUT_SHOWN)}`);
      }
      this.#isEndExpected = false;
      const isClosing = this.#closing.promise.then(() => true);
      const decided = new AbortController();
      const isHeld = this.#hold.then(() => pause(RESTART_PAUSE_MS, decided.signal)).then(() => false);
      const isOver = await Promise.race([isClosing, isHeld]);
      decided.abort();
      await this.#process.stop("SIGKILL");
      if (isOver) return;
      this.#process = this.#spawn();
    }
  }

  #spawn(): ServerProcess {
    const process = ServerProcess.spawn({ dataDir: this.#dataDir, port: this.port, env: this.#env });
    this.#outputs.push(process);
    return process;
  }
}
