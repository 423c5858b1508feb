import type { WaitingQueue } from "./core/waiting.ts";
import type { Trail } from "./ports/trail.ts";
import type { WaitingChange } from "./ports/waiting_store.ts";
import type { WaitingDeps } from "./waiting_deps.ts";
import { waitingNotices } from "./waiting_notices.ts";

/** How often a change is decided anew when others change the same queue at the same moment. */
const TRIES_MAX = 12;

/**
 * Changes a doctor's queue: decides on the newest version, writes by compare-and-set, decides anew when somebody was faster, then
 * tells everyone concerned. Gives the queue as it is then, or undefined when others were always faster.
 */
export async function changeQueue(
  deps: WaitingDeps,
  doctorId: number,
  trail: Trail,
  decide: (queue: WaitingQueue) => Promise<WaitingChange[]> | WaitingChange[],
): Promise<WaitingQueue | undefined> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const before = await deps.waiting.queue(doctorId);
    const changes = await decide(before);
    if (changes.length === 0) return before;
    if (!await deps.waiting.write(before, changes, trail)) continue;
    const after = await deps.waiting.queue(doctorId);
    await deps.tell(waitingNotices(before, after, changes.map((one) => one.after)));
    return after;
  }
  return undefined;
}
