/// <reference lib="dom" />

/** Runs something when the browser has nothing else to do; Safari does not tell. */
export function whenIdle(run: () => void): void {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(run);
  else setTimeout(run, 0);
}
