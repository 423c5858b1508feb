import type { Identity } from "./core/identity.ts";
import type { AppointmentObject } from "./core/objects.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import { may } from "./core/rights.ts";
import type { WaitingEntry } from "./core/waiting.ts";
import { advanceWaiting, isWaitingNews, type WaitingCause } from "./core/waiting_machine.ts";
import type { QueueObject } from "./core/waiting_objects.ts";
import { queueObjectOf } from "./core/waiting_queue.ts";
import { changeQueue } from "./change_queue.ts";
import { visitToWaitFor } from "./own_waiting.ts";
import type { WaitingChange } from "./ports/waiting_store.ts";
import type { WaitingDeps } from "./waiting_deps.ts";

const MINUTE_MS = 60_000;
const NOBODY = refuse("conflict", "Nobody waits for this visit any more.");

/** Who waits for this doctor. */
export async function readQueue(
  deps: Pick<WaitingDeps, "waiting">,
  who: Identity,
): Promise<Outcome<QueueObject>> {
  if (!may(who.role, "waiting.manage", "participant")) {
    return refuse("forbidden", "Only doctors are waited for.");
  }
  return accept(queueObjectOf(await deps.waiting.queue(who.userId)));
}

/** Asks those who wait for a visit for so many minutes more; 0 takes that back. */
export async function postponeVisit(
  deps: WaitingDeps,
  who: Identity,
  id: number,
  minutes: number,
): Promise<Outcome<QueueObject>> {
  const until = minutes === 0 ? null : deps.clock.now() + minutes * MINUTE_MS;
  return await moveThose(deps, who, id, { type: "postponed", until }, () => true);
}

/** Takes those out of the queue who have not come, or only one of them. */
export async function markNotCome(
  deps: WaitingDeps,
  who: Identity,
  id: number,
  userId: number | undefined,
): Promise<Outcome<QueueObject>> {
  return await moveThose(
    deps,
    who,
    id,
    { type: "not_come" },
    ({ user }) => userId === undefined || user.id === userId,
  );
}

async function moveThose(
  deps: WaitingDeps,
  who: Identity,
  id: number,
  cause: WaitingCause,
  isMeant: (entry: WaitingEntry) => boolean,
): Promise<Outcome<QueueObject>> {
  const found = await visitToWaitFor(deps, who, id, "waiting.manage");
  if (!found.ok) return found;
  const trail = { actorId: who.userId, sessionId: who.sessionId, action: `waiting.${cause.type}` };
  let isAnybodyThere = false;
  const queue = await changeQueue(deps, found.value.doctor_id, trail, ({ entries }) => {
    const meant = entries.filter((one) => one.appointmentId === id && isMeant(one));
    isAnybodyThere = meant.length > 0;
    return meant.flatMap((before) => changeOf(before, cause, deps.clock.now()));
  });
  if (!isAnybodyThere) return NOBODY;
  return queue
    ? accept(queueObjectOf(queue))
    : refuse("conflict", "The queue changes too fast. Please try again.");
}

function changeOf(before: WaitingEntry, cause: WaitingCause, now: number): WaitingChange[] {
  const after = advanceWaiting(before, cause, now);
  return after && isWaitingNews(before, after) ? [{ before, after }] : [];
}

/** An appointment was moved or closed: those who wait for it, and those before and after them, learn what that means. */
export async function followAppointment(
  deps: WaitingDeps,
  who: Identity,
  { id, doctor_id, status }: AppointmentObject,
): Promise<void> {
  const isClosed = status !== "scheduled";
  const action = isClosed ? "waiting.closed" : "waiting.moved";
  await changeQueue(deps, doctor_id, { actorId: who.userId, sessionId: who.sessionId, action }, (queue) => {
    const those = queue.entries.filter((one) => one.appointmentId === id);
    if (!isClosed) return those.map((one) => ({ before: one, after: one }));
    return those.flatMap((one) => changeOf(one, { type: "closed" }, deps.clock.now()));
  });
}
