import type { Connection } from "./connection.ts";
import { CLOSE } from "./core/close_codes.ts";
import type { Hub } from "./hub.ts";
import type { Timers } from "./ports/clock.ts";

/** How long a socket that is being closed waits for the answers to what it has sent, in milliseconds. */
const ANSWERS_MS = 1_000;
/** How long the other sides have to answer the goodbye, in milliseconds; what is sent may not have left before. */
const GOODBYE_MS = 500;
/** How often some of the sockets are closed. */
const STEP_MS = 50;

/**
 * Closes every socket with 1012, spread evenly over `spreadMs`, so that their devices do not all come back at the same moment
 * somewhere else. Each is closed once what it has sent is done and answered. Resolves when none is left.
 */
export async function drain(hub: Hub, timers: Timers, spreadMs: number): Promise<void> {
  const wait = (ms: number) => new Promise<void>((resolve) => void timers.set(resolve, ms));
  const leaving: Promise<void>[] = [];
  const steps = Math.max(1, Math.floor(spreadMs / STEP_MS));
  const connections = hub.connections();
  for (let step = 0; step < steps; step++) {
    const from = Math.floor((connections.length * step) / steps);
    const to = Math.floor((connections.length * (step + 1)) / steps);
    leaving.push(...connections.slice(from, to).map((one) => part(one, wait)));
    if (to < connections.length) await wait(STEP_MS);
  }
  await Promise.all(leaving);
  // Those that came in while it was being decided.
  hub.closeAll(CLOSE.serviceRestart);
  for (let waited = 0; waited < GOODBYE_MS && connections.some((one) => !one.isGone); waited += STEP_MS) {
    await wait(STEP_MS);
  }
}

async function part(connection: Connection, wait: (ms: number) => Promise<void>): Promise<void> {
  await Promise.race([connection.beforeClose(), wait(ANSWERS_MS)]);
  connection.close(CLOSE.serviceRestart);
}
