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

/** One's own appointments, the next ones first; for an administrator those of everybody, or of one person. */
export async function listAppointments(
  deps: Pick<VisitDeps, "appointments" | "clock">,
  who: Identity,
  query: Omit<AppointmentQuery, "now">,
): Promise<Outcome<Page<AppointmentObject>>> {
  const seesAll = may(who.role, "appointment.list_others", "stranger");
  if (!seesAll && query.userId !== undefined && query.userId !== who.userId) {
    return refuse("not_found", "There is no such person.");
  }
  const userId = seesAll ? query.userId : who.userId;
  const page = await deps.appointments.list({ ...query, userId, now: deps.clock.now() });
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
