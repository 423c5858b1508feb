import { isInQueue, type WaitingEntry, type WaitingQueue } from "./core/waiting.ts";
import { queueObjectOf, sameEntry, waitingObjectOf } from "./core/waiting_queue.ts";
import type { WaitingObject } from "./core/waiting_objects.ts";
import { type Notice, notice } from "./ports/notice.ts";

/**
 * What a queue has become, for its doctor, and for everybody whose own waiting is another than `before`; each hears of
 * themselves only. `changed` are those who may not be in the queue any more.
 */
export function waitingNotices(
  before: WaitingQueue | undefined,
  after: WaitingQueue,
  changed: readonly WaitingEntry[],
): Notice[] {
  const left = changed.filter((one) => !isInQueue(one) && !sameEntry(after.entries, one));
  return [
    queueNotice(after),
    ...after.entries.filter((one) => isOtherThan(before, after, one)).map((one) => ownNotice(after, one)),
    ...left.map((one) => ownNotice(after, one)),
  ];
}

function queueNotice(queue: WaitingQueue): Notice {
  const fact = { name: `queue ${queue.doctorId}`, number: queue.version };
  return notice({ users: [queue.doctorId] }, "queue:update", { queue: queueObjectOf(queue) }, fact);
}

function ownNotice(queue: WaitingQueue, entry: WaitingEntry): Notice {
  const fact = { name: `waiting ${entry.appointmentId} ${entry.user.id}`, number: queue.version };
  const waiting = waitingObjectOf(queue, entry);
  return notice({ users: [entry.user.id] }, "waiting:update", { waiting }, fact);
}

function isOtherThan(before: WaitingQueue | undefined, after: WaitingQueue, entry: WaitingEntry): boolean {
  const known = before && sameEntry(before.entries, entry);
  if (!known) return true;
  return textOf(waitingObjectOf(before, known)) !== textOf(waitingObjectOf(after, entry));
}

function textOf({ version: _, ...rest }: WaitingObject): string {
  return JSON.stringify(rest);
}
