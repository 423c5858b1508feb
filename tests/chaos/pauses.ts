/** Waits, or less long when `stop` is aborted meanwhile. */
export function pause(ms: number, stop?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    if (stop?.aborted) done();
    else stop?.addEventListener("abort", done);
  });
}

/** What `work` gives, or undefined when that takes longer. */
export async function within<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  const over = new AbortController();
  try {
    return await Promise.race([work, pause(ms, over.signal).then(() => undefined)]);
  } finally {
    over.abort();
  }
}

const FIRST_MS = 250;
const LONGEST_MS = 4_000;

/** How long to wait before try number `attempt` (from 1): doubling, with full jitter. */
export function jitteredBackoff(attempt: number, chance: () => number): number {
  return chance() * Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
}
