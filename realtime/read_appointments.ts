import { appointmentFor, relationToAppointment } from "./core/appointment.ts";
import type { Identity } from "./core/identity.ts";
import type { AppointmentObject } from "./core/objects.ts";
import { accept, type Outcome, refuse, type Refused } from "./core/outcome.ts";
import type { Page } from "./core/page.ts";
import { type Action, may } from "./core/rights.ts";
import type { AppointmentQuery } from "./ports/appointment_store.ts";
import type { VisitDeps } from "./visit_deps.ts";

/** The same for a foreign appointment and for one that does not exist. */
const ABSENT = refuse("not_found", "There is no such appointment.");

/** One appointment as this person may see it. */
export async function readAppointment(
  deps: Pick<VisitDeps, "appointments">,
  who: Identity,
  id: number,
): Promise<Outcome<AppointmentObject>> {
  const found = await appointmentToDo(deps, who, id, "appointment.read");
  return found.ok ? accept(appointmentFor(found.value, who)) : found;
}

export interface ListRequest extends Omit<AppointmentQuery, "now"> {
  /** All there are, for whoever may list those of others. */
  everybody?: boolean;
}

/** One's own appointments, the next ones first; for an administrator those of `userId`, or of everybody. */
export async function listAppointments(
  deps: Pick<VisitDeps, "appointments" | "clock">,
  who: Identity,
  { everybody = false, userId = who.userId, ...query }: ListRequest,
): Promise<Outcome<Page<AppointmentObject>>> {
  const seesOthers = may(who.role, "appointment.list_others", "stranger");
  if (everybody && !seesOthers) {
    return refuse("forbidden", "Only administrators see everybody’s appointments.");
  }
  if (userId !== who.userId && !seesOthers) return refuse("not_found", "There is no such person.");
  const page = await deps.appointments.list({
    ...query,
    ...(everybody ? {} : { userId }),
    now: deps.clock.now(),
  });
  return accept({ ...page, items: page.items.map((one) => appointmentFor(one, who)) });
}

/** An appointment with everything in it, for somebody who may do this to it. */
export async function appointmentToDo(
  deps: Pick<VisitDeps, "appointments">,
  who: Identity,
  id: number,
  action: Action,
): Promise<Outcome<AppointmentObject> | Refused> {
  const appointment = await deps.appointments.find(id);
  if (!appointment) return ABSENT;
  const relation = relationToAppointment(appointment, who.userId);
  if (may(who.role, action, relation)) return accept(appointment);
  // Whoever may see it knows that it is there.
  return may(who.role, "appointment.read", relation)
    ? refuse("forbidden", "Only the doctor of this appointment can do this.")
    : ABSENT;
}
