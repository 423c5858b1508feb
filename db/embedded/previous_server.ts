/** How long a server whose process was killed may take to stop; its guard stops it as soon as that happens. */
const STOPPING_MS = 10_000;
const POLL_MS = 10;
/** No process ever has this id, and it keeps the file's other lines: PostgreSQL checks its shared memory by them. */
const NO_PROCESS = 2_147_483_647;

/**
 * Waits until a server that a killed process left behind has stopped, and makes a lock file that names a dead or a
 * stranger's process harmless. PostgreSQL by itself would refuse when the id has been given to another process.
 */
export async function settlePreviousServer(clusterDir: string): Promise<void> {
  const path = `${clusterDir}/postmaster.pid`;
  const endsAt = performance.now() + STOPPING_MS;
  while (true) {
    const lines = (await readIfThere(path))?.split("\n");
    if (!lines) return;
    const pid = Number(lines[0]);
    if (!(await isServerOf(pid, clusterDir))) {
      await Deno.writeTextFile(
        path,
        [NO_PROCESS, ...lines.slice(1)].join("\n"),
        { create: false },
      );
      return;
    }
    if (performance.now() > endsAt) {
      throw new Error(
        `Cannot use the database in "${clusterDir}": its server, process ${pid}, still runs. Stop it.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Whether this process is a living PostgreSQL that has this cluster open. */
async function isServerOf(pid: number, clusterDir: string): Promise<boolean> {
  if (Deno.build.os !== "linux") {
    const { stdout } = await new Deno.Command("ps", {
      args: ["-p", String(pid), "-o", "comm="],
    }).output();
    return new TextDecoder().decode(stdout).includes("postgres");
  }
  const stat = await readIfThere(`/proc/${pid}/stat`);
  const [, name, state] = /^\d+ \((.*)\) (\S)/s.exec(stat ?? "") ?? [];
  if (name !== "postgres" || state === "Z" || state === "X") return false;
  const cwd = await Deno.readLink(`/proc/${pid}/cwd`).catch(() => undefined);
  return cwd === undefined || cwd === await Deno.realPath(clusterDir);
}

/** The text of a file that may vanish at any moment. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (
      error instanceof Deno.errors.NotFound ||
      (error as { code?: string }).code === "ESRCH"
    ) {
      return undefined;
    }
    throw error;
  }
}
