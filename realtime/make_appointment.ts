import { peopleOf } from "./core/appointment.ts";
import type { Identity } from "./core/identity.ts";
import type { AppointmentObject } from "./core/objects.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import { cleanName } from "./core/person_name.ts";
import { may } from "./core/rights.ts";
import type { NewPatient } from "./ports/appointment_store.ts";
import { tellAppointment } from "./tell_appointment.ts";
import type { VisitDeps } from "./visit_deps.ts";

export interface AppointmentRequest {
  patient_id?: number;
  patient_name?: string;
  doctor_id: number;
  starts_at: string;
  ends_at: string;
  reason?: string | null;
  client_id?: string;
}

/**
 * Plans an appointment: a doctor with themselves, an administrator with any doctor. A patient who is only named becomes a
 * guest of this one appointment.
 */
export async function makeAppointment(
  deps: VisitDeps,
  who: Identity,
  request: AppointmentRequest,
): Promise<Outcome<{ appointment: AppointmentObject; repeated: boolean }>> {
  if (!may(who.role, "appointment.make", "participant") && !may(who.role, "appointment.make", "stranger")) {
    return refuse("forbidden", "Only doctors and administrators make appointments.");
  }
  const relation = request.doctor_id === who.userId ? "participant" : "stranger";
  if (!may(who.role, "appointment.make", relation)) return unknownPerson("doctor");
  const patient = patientOf(request);
  if (!patient) {
    const message = "Expected a name that can be read";
    return refuse("bad_request", "The request has the wrong shape.", {
      errors: [{ path: "patient_name", message }],
    });
  }
  const made = await deps.appointments.make({
    patient,
    doctorId: request.doctor_id,
    startsAt: Date.parse(request.starts_at),
    endsAt: Date.parse(request.ends_at),
    reason: request.reason || null,
    createdBy: who.userId,
    clientId: request.client_id ?? null,
  }, { actorId: who.userId, sessionId: who.sessionId, action: "appointment.made" });
  if (made.kind === "unknown_person") return unknownPerson(made.role);
  if (made.kind === "conflict") return refuse("conflict", "This client_id was used for another appointment.");
  // Also of a repeated one: the first time may have ended between commit and telling.
  await tellAppointment(deps, made.appointment, who.userId);
  await deps.introduce(peopleOf(made.appointment));
  return accept({ appointment: made.appointment, repeated: made.kind === "repeated" });
}

function patientOf({ patient_id, patient_name = "" }: AppointmentRequest): NewPatient | undefined {
  if (patient_id !== undefined) return { id: patient_id };
  const name = cleanName(patient_name);
  return name === "" ? undefined : { name };
}

function unknownPerson(role: "patient" | "doctor") {
  return refuse("not_found", `There is no such ${role}.`);
}
