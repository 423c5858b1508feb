import { spanProblem } from "./core/appointment.ts";
import type { Identity } from "./core/identity.ts";
import type { AppointmentObject } from "./core/objects.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import type { AppointmentChange } from "./ports/appointment_store.ts";
import { followAppointment } from "./manage_queue.ts";
import { appointmentToDo } from "./read_appointments.ts";
import { tellAppointment } from "./tell_appointment.ts";
import type { VisitDeps } from "./visit_deps.ts";

/** How often a change without a version is decided anew when others change the same appointment at the same moment. */
const TRIES_MAX = 8;

export interface ChangeRequest {
  starts_at?: string;
  ends_at?: string;
  reason?: string | null;
  status?: AppointmentObject["status"];
  version?: number;
}

const STALE = refuse("conflict", "Somebody has changed this appointment meanwhile. Read it again.");

/** Moves, describes, cancels or completes an appointment. What is cancelled or completed stays so. */
export async function changeAppointment(
  deps: VisitDeps,
  who: Identity,
  id: number,
  request: ChangeRequest,
): Promise<Outcome<AppointmentObject>> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const found = await appointmentToDo(deps, who, id, "appointment.change");
    if (!found.ok) return found;
    const decided = decide(found.value, request);
    if (!decided.ok) return decided;
    if (Object.keys(decided.value).length === 0) return found;
    const action = actionOf(decided.value);
    const trail = { actorId: who.userId, sessionId: who.sessionId, action };
    const changed = await deps.appointments.change(id, found.value.version, decided.value, trail);
    if (changed === "in_call") {
      return refuse("conflict", "A call of this appointment goes on. End it first.");
    }
    if (changed === "changed") return await afterChange(deps, who, id);
  }
  return STALE;
}

/** What the request changes in this appointment, or why it can't. */
function decide(appointment: AppointmentObject, request: ChangeRequest): Outcome<AppointmentChange> {
  if (request.version !== undefined && request.version !== appointment.version) return STALE;
  if (appointment.status !== "scheduled") {
    return refuse("conflict", `This appointment is ${appointment.status} and stays so.`);
  }
  const startsAt = Date.parse(request.starts_at ?? appointment.starts_at);
  const endsAt = Date.parse(request.ends_at ?? appointment.ends_at);
  const message = spanProblem(startsAt, endsAt);
  if (message) {
    const path = request.ends_at === undefined ? "starts_at" : "ends_at";
    return refuse("bad_request", "An appointment can’t have these times.", { errors: [{ path, message }] });
  }
  const reason = request.reason === undefined ? appointment.reason : request.reason || null;
  return accept({
    ...(startsAt === Date.parse(appointment.starts_at) ? {} : { startsAt }),
    ...(endsAt === Date.parse(appointment.ends_at) ? {} : { endsAt }),
    ...(reason === appointment.reason ? {} : { reason }),
    ...(request.status === undefined || request.status === "scheduled" ? {} : { status: request.status }),
  });
}

function actionOf({ status }: AppointmentChange): string {
  return `appointment.${status ?? "changed"}`;
}

async function afterChange(
  deps: VisitDeps,
  who: Identity,
  id: number,
): Promise<Outcome<AppointmentObject>> {
  const appointment = await deps.appointments.find(id);
  if (!appointment) throw new Error("an appointment has vanished");
  await tellAppointment(deps, appointment, who.userId);
  await followAppointment(deps, who, appointment);
  if (appointment.status !== "scheduled") {
    const people = [appointment.patient, ...appointment.guests];
    for (const { id, is_guest } of people) if (is_guest) deps.closeSockets(id);
  }
  return accept(appointment);
}
