const WAIT_MS = 15_000;
const POLL_MS = 20;

/** Waits until something is so, and fails when that takes too long. */
export async function until(
  isSo: () => Promise<boolean> | boolean,
  what = "it did not come to that",
  waitMs = WAIT_MS,
): Promise<void> {
  const end = Date.now() + waitMs;
  while (!await isSo()) {
    if (Date.now() > end) throw new Error(what);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
