import { nativeOptions } from "./cluster.ts";
import type { NativeFiles } from "./native_files.ts";
import { readIfThere } from "./previous_server.ts";
import type { ServerAccount } from "./server_account.ts";

/** A server that answers. Disposing stops it, at the latest by killing it. */
export interface ServerProcess extends AsyncDisposable {
  pid: number;
  ended: Promise<void>;
}

/** What to run, on which cluster, and with which settings. */
export interface ServerPlan {
  clusterDir: string;
  native: NativeFiles;
  account: ServerAccount;
  settings: Record<string, string>;
}

/**
 * `sh` with our pipe as its input and the log's path as its name: when the pipe closes, because we closed it or died,
 * it stops the server with INT (TERM would wait for our own pool). It ends when the server does.
 */
const GUARD = `exec 3<&0
"$@" 0</dev/null >"$0" 2>&1 3<&- & P=$!
{ read -r _ <&3; kill -INT $P; } >/dev/null 2>&1 & R=$!
exec 3<&-
trap "kill -INT $P" TERM INT HUP
wait $P
while kill -0 $P 2>/dev/null; do wait $P; done
kill $R 2>/dev/null`;

const LOG_LINES_SHOWN = 5;
/** Recovery after a crash may take this long before the server answers. */
const STARTING_MS = 60_000;
/** A stop that takes longer becomes an immediate one, which the next start recovers from. */
const STOPPING_MS = 8_000;
const POLL_MS = 5;
/** The processes of a killed server let go of its shared memory within this time. */
const SHARED_MEMORY_MS = 5_000;
const SHARED_MEMORY_PAUSE_MS = 100;

/** Starts the server and waits until it answers. Throws an Error with the end of its log. */
export async function startServerProcess(
  plan: ServerPlan,
): Promise<ServerProcess> {
  const retryUntil = performance.now() + SHARED_MEMORY_MS;
  while (true) {
    const child = spawn(plan);
    const isOver = child.status.then(() => true);
    const pid = await untilReady(plan.clusterDir, isOver);
    if (pid !== undefined) return supervise(child, pid);
    await stop(child, undefined);
    const log = await readIfThere(logPath(plan)) ?? "";
    if (
      !log.includes("shared memory block") || performance.now() > retryUntil
    ) throw new Error(failure(log));
    await pause(SHARED_MEMORY_PAUSE_MS);
  }
}

function spawn(plan: ServerPlan): Deno.ChildProcess {
  const { clusterDir, native, account, settings } = plan;
  const flags = Object.entries(settings).flatMap((
    [name, value],
  ) => ["-c", `${name}=${value}`]);
  const server = [`${native.dir}/bin/postgres`, "-D", clusterDir, ...flags];
  const options = nativeOptions(native);
  // In a session of its own, so that Ctrl-C in our terminal does not stop it before our pool has finished.
  return account.command("sh", ["-c", GUARD, logPath(plan), ...server], {
    ...options,
    stdin: "piped",
    stdout: "null",
    stderr: "null",
    detached: true,
  }).spawn();
}

/** The server's process id once it answers; undefined when it ended or took too long. */
async function untilReady(
  clusterDir: string,
  isOver: Promise<boolean>,
): Promise<number | undefined> {
  const endsAt = performance.now() + STARTING_MS;
  const before = await readIfThere(`${clusterDir}/postmaster.pid`);
  while (performance.now() < endsAt) {
    if (await Promise.race([isOver, pause(POLL_MS).then(() => false)])) {
      return undefined;
    }
    const text = await readIfThere(`${clusterDir}/postmaster.pid`);
    const lines = text === before ? [] : (text ?? "").split("\n");
    // The eighth line is the status that pg_ctl waits for too.
    if (lines[7]?.startsWith("ready")) return Number(lines[0]);
  }
  return undefined;
}

function supervise(child: Deno.ChildProcess, pid: number): ServerProcess {
  // A program that forgets to dispose can still end, and its end stops the server.
  child.unref();
  const ended = child.status.then(() => {});
  let stopping: Promise<void> | undefined;
  return {
    pid,
    ended,
    [Symbol.asyncDispose]() {
      child.ref();
      return stopping ??= stop(child, pid);
    },
  };
}

async function stop(
  child: Deno.ChildProcess,
  pid: number | undefined,
): Promise<void> {
  const timer = setTimeout(
    () => kill(pid ?? child.pid, "SIGQUIT"),
    STOPPING_MS,
  );
  await child.stdin.close().catch(() => {});
  await child.status;
  clearTimeout(timer);
}

function kill(pid: number, signal: Deno.Signal): void {
  try {
    Deno.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

function failure(log: string): string {
  const end = log.trim().split("\n").slice(-LOG_LINES_SHOWN).join("\n");
  return `Cannot start the embedded PostgreSQL: ${end || "it said nothing"}`;
}

function logPath({ clusterDir }: ServerPlan): string {
  return `${clusterDir}/server.log`;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
