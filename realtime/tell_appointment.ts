import { withoutReason } from "./core/appointment.ts";
import type { AppointmentObject } from "./core/objects.ts";
import { type Notice, notice } from "./ports/notice.ts";
import type { VisitDeps } from "./visit_deps.ts";

/** Tells everybody in an appointment how it stands now, and whoever manages it and did this, if they are not in it. */
export async function tellAppointment(
  deps: Pick<VisitDeps, "tell">,
  appointment: AppointmentObject,
  managerId?: number,
): Promise<void> {
  await deps.tell(appointmentNotices(appointment, managerId));
}

/** `appointment:update` for everybody in it; guests do not learn what it is about. */
export function appointmentNotices(appointment: AppointmentObject, managerId?: number): Notice[] {
  const knowing = new Set([appointment.patient_id, appointment.doctor_id]);
  if (managerId !== undefined) knowing.add(managerId);
  const guests = appointment.guests.map((one) => one.id).filter((id) => !knowing.has(id));
  return [
    noticeFor([...knowing], appointment, "people"),
    ...(guests.length > 0 ? [noticeFor(guests, withoutReason(appointment), "guests")] : []),
  ];
}

function noticeFor(users: number[], appointment: AppointmentObject, whom: string): Notice {
  const fact = { name: `appointment ${appointment.id} ${whom}`, number: appointment.version };
  return notice({ users }, "appointment:update", { appointment }, fact);
}
