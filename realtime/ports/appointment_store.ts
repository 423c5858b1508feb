import type { AppointmentObject } from "../core/objects.ts";
import type { Page, PageRequest } from "../core/page.ts";
import type { Trail } from "./trail.ts";

/** A patient with an account, or the name of one without. */
export type NewPatient = { id: number } | { name: string };

/** An appointment to be made; times in milliseconds since the epoch. */
export interface NewAppointment {
  patient: NewPatient;
  doctorId: number;
  startsAt: number;
  endsAt: number;
  reason: string | null;
  createdBy: number;
  clientId: string | null;
}

/** What became of an attempt to make an appointment. */
export type Made =
  | { kind: "made" | "repeated"; appointment: AppointmentObject }
  /** The client id was used for something else. */
  | { kind: "conflict" }
  /** Nobody who may be it has this id. */
  | { kind: "unknown_person"; role: "patient" | "doctor" };

/** What may become different; what is left out stays. */
export interface AppointmentChange {
  startsAt?: number;
  endsAt?: number;
  reason?: string | null;
  status?: AppointmentObject["status"];
}

/** `stale`: somebody changed it first. `in_call`: it can't be closed while a call of it goes on. */
export type Changed = "changed" | "stale" | "in_call";

/** Which appointments are listed, of one person or of everybody; times as above, `until` exclusive. */
export interface AppointmentQuery extends PageRequest {
  userId?: number;
  now: number;
  status?: AppointmentObject["status"];
  from?: number;
  until?: number;
}

/** Appointments with their people; what they are about is encrypted at rest. */
export interface AppointmentStore {
  make(appointment: NewAppointment, trail: Trail): Promise<Made>;
  find(id: number): Promise<AppointmentObject | undefined>;
  /** The next ones first, those that are over last. */
  list(query: AppointmentQuery): Promise<Page<AppointmentObject>>;
  /** Changes it if it still has this version, and gives it the next one. */
  change(id: number, version: number, change: AppointmentChange, trail: Trail): Promise<Changed>;
}
