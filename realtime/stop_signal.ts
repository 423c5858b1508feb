import type { Timers } from "./ports/clock.ts";

/** How often it is looked whether npx is still there. */
const WRAPPER_CHECK_MS = 500;
/**
 * Aborted when this process is asked to stop: by SIGINT, by SIGTERM or, where npx has started it (`npx deno task start`), by the
 * end of what npx runs: it hands no signal on. A second signal ends the process at once.
 */
export function stopSignal(timers: Timers, options: { startedByNpx: boolean }): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => {
      if (controller.signal.aborted) Deno.exit(130);
      controller.abort();
    });
  }
  // Above us is `deno task`, and above that what npx runs.
  const wrapper = options.startedByNpx ? parentOf(Deno.ppid) : undefined;
  if (wrapper !== undefined) watchWrapper(wrapper, timers, controller);
  return controller.signal;
}

function watchWrapper(pid: number, timers: Timers, controller: AbortController): void {
  const look = () => {
    if (parentOf(Deno.ppid) !== pid) return controller.abort();
    const cancel = timers.set(look, WRAPPER_CHECK_MS);
    controller.signal.addEventListener("abort", cancel, { once: true });
  };
  timers.set(look, WRAPPER_CHECK_MS);
}

/** The parent of a process; known on Linux only (proc(5), `stat`: the second field after the name in parentheses). */
function parentOf(pid: number): number | undefined {
  try {
    const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}
