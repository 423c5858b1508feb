import type { SocketPool } from "../load/socket_pool.ts";
import { meter, type Metered, type Usage } from "../meter.ts";

/** How long, or for which part of what may be sent, a server gets going before it is measured. */
const WARM_MS = 600;
const WARM_PART = 0.2;
const DRAIN_MS = 2_500;

/** What a measurement has sent and what has arrived so far. */
export interface Counts {
  sent: number;
  delivered: number;
}

/** Until when a server is kept busy. */
export interface Extent {
  seconds: number;
  /** Most events of one socket: what it may send at once by the limits of our server. */
  perSocket: number;
}

/**
 * Measures how much arrives while a load that keeps itself going runs: until the time is over or all has been sent that
 * sockets may send.
 */
export function measureWhile(
  pool: SocketPool,
  metered: Metered,
  counts: Counts,
  { seconds, perSocket }: Extent,
): { count: number; usage: Usage } {
  const budget = pool.size * perSocket;
  pollUntil(pool, WARM_MS, () => counts.sent >= budget * WARM_PART);
  const before = counts.delivered;
  const stop = meter(metered);
  pollUntil(pool, seconds * 1000, () => counts.sent >= budget);
  return { count: counts.delivered - before, usage: stop() };
}

/** Waits for what is still on its way; gives how many events never came. */
export function drain(pool: SocketPool, missing: () => number): number {
  pollUntil(pool, DRAIN_MS, () => missing() <= 0);
  return missing();
}

function pollUntil(pool: SocketPool, ms: number, isOver: () => boolean): void {
  for (const until = performance.now() + ms; performance.now() < until && !isOver();) pool.poll(5);
}
