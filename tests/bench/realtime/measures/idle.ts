import { SocketPool, type Target } from "../load/socket_pool.ts";
import { collectGarbage } from "../inspector.ts";
import { residentBytes } from "../processes.ts";
import type { Person } from "../scene.ts";

const WARM_SOCKETS = 50;
const WARM_MS = 2_000;
const SETTLE_MS = 6_000;

/** Bytes per idle socket: as resident after some seconds, and once what is garbage has been collected. */
export interface IdleFigure {
  asItIs: number;
  collected: number;
}

/**
 * Opens a socket for each on a fresh server and lets them be. `inspectPort` is the door of its debugger, through which
 * garbage is collected before both looks; undefined where the language counts references.
 */
export async function idleMemory(
  target: Target,
  { people, pid, inspectPort }: { people: readonly Person[]; pid: number; inspectPort: number | undefined },
): Promise<IdleFigure> {
  const collect = () => inspectPort === undefined ? Promise.resolve() : collectGarbage(inspectPort);
  const warm = new SocketPool(target);
  warm.open(people.slice(0, WARM_SOCKETS));
  warm[Symbol.dispose]();
  await pause(WARM_MS);
  await collect();
  const before = residentBytes(pid);
  using pool = new SocketPool(target);
  pool.open(people);
  pool.pollFor(SETTLE_MS / 2);
  await pause(SETTLE_MS / 2);
  const asItIs = (residentBytes(pid) - before) / people.length;
  await collect();
  await pause(500);
  return { asItIs, collected: (residentBytes(pid) - before) / people.length };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
