import { doorOf, relationToAppointment } from "./core/appointment.ts";
import { isoTime } from "./core/call_object.ts";
import type { Identity } from "./core/identity.ts";
import type { AppointmentObject } from "./core/objects.ts";
import { accept, type Outcome, refuse, type Refused } from "./core/outcome.ts";
import { type Action, may } from "./core/rights.ts";
import { absentEntry, WAITING_LEASE_MS, type WaitingEntry, type WaitingQueue } from "./core/waiting.ts";
import { advanceWaiting, isWaitingNews, type WaitingCause } from "./core/waiting_machine.ts";
import type { WaitingObject } from "./core/waiting_objects.ts";
import { sameEntry, waitingObjectOf } from "./core/waiting_queue.ts";
import { changeQueue } from "./change_queue.ts";
import type { WaitingDeps } from "./waiting_deps.ts";

const ABSENT = refuse("not_found", "There is no such appointment.");
const CROWDED = refuse("conflict", "Too much happens in this waiting room at once. Please try again.");

/** An appointment for one of its people who may do this in its waiting room. */
export async function visitToWaitFor(
  deps: Pick<WaitingDeps, "appointments">,
  who: Identity,
  id: number,
  action: Extract<Action, "waiting.arrive" | "waiting.manage">,
): Promise<Outcome<AppointmentObject> | Refused> {
  const appointment = await deps.appointments.find(id);
  if (!appointment || relationToAppointment(appointment, who.userId) === "stranger") return ABSENT;
  if (may(who.role, action, "participant")) return accept(appointment);
  return refuse(
    "forbidden",
    action === "waiting.manage" ? "Only the doctor of this visit can do this." : "Doctors are waited for.",
  );
}

/** Enters the waiting room, or stays in it. */
export async function arrive(deps: WaitingDeps, who: Identity, id: number): Promise<Outcome<WaitingObject>> {
  const found = await visitToWaitFor(deps, who, id, "waiting.arrive");
  if (!found.ok) return found;
  const door = doorOf(found.value, deps.clock.now());
  if (door.state === "too_early") {
    return refuse("conflict", "The waiting room is not open yet.", {
      finer: "too_early",
      facts: { opens_at: isoTime(door.opensAtMs) },
    });
  }
  if (door.state === "cancelled") {
    return refuse("conflict", "This visit was cancelled.", { finer: "cancelled" });
  }
  if (door.state === "over") return refuse("conflict", "This visit is over.", { finer: "over" });
  return await moveOwn(deps, who, found.value, { type: "arrived" });
}

/** Leaves the waiting room; who is not in it has left already. */
export async function leave(deps: WaitingDeps, who: Identity, id: number): Promise<Outcome<WaitingObject>> {
  const found = await visitToWaitFor(deps, who, id, "waiting.arrive");
  return found.ok ? await moveOwn(deps, who, found.value, { type: "left" }) : found;
}

/** How one's own waiting stands. */
export async function readWaiting(
  deps: WaitingDeps,
  who: Identity,
  id: number,
): Promise<Outcome<WaitingObject>> {
  const found = await visitToWaitFor(deps, who, id, "waiting.arrive");
  if (!found.ok) return found;
  const queue = await deps.waiting.queue(found.value.doctor_id);
  return accept(await ownOf(deps, who, found.value, queue));
}

async function moveOwn(
  deps: WaitingDeps,
  who: Identity,
  appointment: AppointmentObject,
  cause: WaitingCause,
): Promise<Outcome<WaitingObject>> {
  const trail = { actorId: who.userId, sessionId: who.sessionId, action: `waiting.${cause.type}` };
  const queue = await changeQueue(deps, appointment.doctor_id, trail, async () => {
    const all = await deps.waiting.ofAppointment(appointment.id);
    const before = entryOf(all, who, appointment);
    const now = deps.clock.now();
    const after = advanceWaiting(before, cause, now);
    if (!after) return [];
    if (isWaitingNews(before, after)) return [{ before, after: withOthers(before, after, all) }];
    await deps.waiting.renew([who.userId], { seenAt: now, deadlineAt: now + WAITING_LEASE_MS });
    return [];
  });
  return queue ? accept(await ownOf(deps, who, appointment, queue)) : CROWDED;
}

/** Who comes to others that were asked to wait a little is asked too. */
function withOthers(before: WaitingEntry, after: WaitingEntry, all: readonly WaitingEntry[]): WaitingEntry {
  if (before.status !== "absent") return after;
  const until = all.map((one) => one.postponedUntil ?? 0).filter((at) => at > (after.enteredAt ?? 0));
  return until.length > 0 ? { ...after, postponedUntil: Math.max(...until) } : after;
}

async function ownOf(
  deps: WaitingDeps,
  who: Identity,
  appointment: AppointmentObject,
  queue: WaitingQueue,
): Promise<WaitingObject> {
  const own = { appointmentId: appointment.id, user: { id: who.userId, name: who.name, role: who.role } };
  const known = sameEntry(queue.entries, own);
  if (known) return waitingObjectOf(queue, known);
  const entry = entryOf(await deps.waiting.ofAppointment(appointment.id), who, appointment);
  // Another device may have come in since the queue was read.
  const newest = await deps.waiting.queue(appointment.doctor_id);
  return waitingObjectOf(newest, sameEntry(newest.entries, own) ?? entry);
}

function entryOf(
  all: readonly WaitingEntry[],
  who: Identity,
  appointment: AppointmentObject,
): WaitingEntry {
  const user = { id: who.userId, name: who.name, role: who.role };
  return sameEntry(all, { appointmentId: appointment.id, user }) ?? absentEntry(appointment, user);
}
