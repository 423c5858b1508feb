import { withoutReason } from "./core/appointment.ts";
import type { AppointmentObject } from "./core/objects.ts";
import { notice } from "./ports/notice.ts";
import type { VisitDeps } from "./visit_deps.ts";

/** Tells everybody in an appointment how it stands now, and whoever manages it and did this, if they are not in it. */
export async function tellAppointment(
  deps: Pick<VisitDeps, "tell">,
  appointment: AppointmentObject,
  managerId?: number,
): Promise<void> {
  const knowing = new Set([appointment.patient_id, appointment.doctor_id]);
  if (managerId !== undefined) knowing.add(managerId);
  const guests = appointment.guests.filter((one) => !knowing.has(one.id));
  const forGuests = { appointment: withoutReason(appointment) };
  await deps.tell([
    ...[...knowing].map((userId) => notice({ userId }, "appointment:update", { appointment })),
    ...guests.map(({ id }) => notice({ userId: id }, "appointment:update", forGuests)),
  ]);
}
