/** Servers run on one core, whatever puts load on them, and the database, on the other. */
export const SERVER_CORE = "0";
const LOAD_CORE = "1";
const START_MS = 60_000;
const STOP_MS = 5_000;

/** Ties this process, and what it starts without saying otherwise, to the core of the load. */
export async function pinSelf(): Promise<void> {
  await pin(Deno.pid, LOAD_CORE);
}

/** Ties a process that runs already to the core of the servers. */
export async function pinToServers(pid: number): Promise<void> {
  await pin(pid, SERVER_CORE);
}

/** What to start, and where it answers. */
export interface ServerCommand {
  name: string;
  command: readonly string[];
  port: number;
  env?: Record<string, string>;
  cwd?: string;
  /** What is asked until it answers with 200. */
  readyPath?: string;
  /** Whether what it says on its error output is of no interest. */
  isQuiet?: boolean;
}

/** A server on its core; disposing stops it. */
export class PinnedServer implements AsyncDisposable {
  readonly name: string;
  readonly port: number;
  readonly pid: number;
  readonly #child: Deno.ChildProcess;

  private constructor({ name, port }: ServerCommand, child: Deno.ChildProcess) {
    this.name = name;
    this.port = port;
    this.pid = child.pid;
    this.#child = child;
  }

  /** Starts it; resolves once it answers. */
  static async start(server: ServerCommand): Promise<PinnedServer> {
    const child = new Deno.Command("taskset", {
      args: ["-c", SERVER_CORE, ...server.command],
      env: server.env ?? {},
      ...(server.cwd === undefined ? {} : { cwd: server.cwd }),
      stdin: "null",
      stdout: "null",
      stderr: server.isQuiet ? "null" : "inherit",
    }).spawn();
    const started = new PinnedServer(server, child);
    const until = Date.now() + START_MS;
    while (!await answers(server)) {
      if (Date.now() > until) {
        await started[Symbol.asyncDispose]();
        throw new Error(`${server.name} did not start`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return started;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    signal(this.#child, "SIGTERM");
    const timer = setTimeout(() => signal(this.#child, "SIGKILL"), STOP_MS);
    await this.#child.status;
    clearTimeout(timer);
  }
}

/** Processor seconds that these processes have used so far. */
export function cpuSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + ownCpuSeconds(pid), 0);
}

/** Bytes of memory that a process has resident. */
export function residentBytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(Deno.readTextFileSync(`/proc/${pid}/status`))?.[1];
  return Number(kilobytes) * 1024;
}

/** A process and its children, as they are now. */
export function familyOf(pid: number): number[] {
  const children = Deno.readTextFileSync(`/proc/${pid}/task/${pid}/children`).split(" ").filter((one) => one);
  return [pid, ...children.map(Number)];
}

/** Processor time out of the text of a thread's schedstat, in seconds: its first number is nanoseconds. */
export function cpuOfSchedstat(text: string): number {
  return Number(text.split(" ")[0]) / 1e9;
}

/** By thread, in nanoseconds: clock ticks of ten milliseconds are too coarse for measurements of a second. */
function ownCpuSeconds(pid: number): number {
  let sum = 0;
  for (const thread of threadsOf(pid)) {
    try {
      sum += cpuOfSchedstat(Deno.readTextFileSync(`/proc/${pid}/task/${thread}/schedstat`));
    } catch {
      // A thread that has ended meanwhile.
    }
  }
  return sum;
}

function threadsOf(pid: number): string[] {
  try {
    return [...Deno.readDirSync(`/proc/${pid}/task`)].map((one) => one.name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return []; // the process has ended
    throw error;
  }
}

async function answers({ port, readyPath = "/" }: ServerCommand): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${readyPath}`);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

function signal(child: Deno.ChildProcess, name: Deno.Signal): void {
  try {
    child.kill(name);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // it has ended already
  }
}

async function pin(pid: number, core: string): Promise<void> {
  const { success } = await new Deno.Command("taskset", { args: ["-acp", core, String(pid)], stdout: "null" })
    .output();
  if (!success) throw new Error("this bench needs two cores and taskset (Debian: util-linux)");
}
