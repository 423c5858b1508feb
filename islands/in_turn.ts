/// <reference lib="dom" />

/** How long to wait for another tab's turn to end: a suspended tab would keep it for ever. Milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * Runs something while no other tab of this browser does what has the same name (Web Locks). Where there are no locks,
 * or another tab does not end, it runs all the same: what is done in turn has to be harmless twice. Never rejects
 * unless `run` does.
 */
export async function inTurn(
  name: string,
  run: () => Promise<void>,
  locks: Pick<LockManager, "request"> | undefined = globalThis.navigator?.locks,
): Promise<void> {
  let ran: Promise<void> | undefined;
  const once = () => ran ??= run();
  try {
    await locks?.request(name, { signal: AbortSignal.timeout(PATIENCE_MS) }, once);
  } catch {
    // Out of patience, or a browser that refuses locks.
  }
  await once();
}
