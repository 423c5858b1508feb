import type { AppointmentObject, UserObject } from "../core/objects.ts";

/** Who shares an appointment, and whether it is still planned. */
export interface SharedAppointment {
  id: number;
  status: AppointmentObject["status"];
  /** Patient, doctor and guests. */
  peopleIds: number[];
}

/** Who people are and how they stand to each other. */
export interface Directory {
  users(ids: readonly number[]): Promise<UserObject[]>;
  /** The appointment, if this user is one of its people. */
  appointment(id: number, userId: number): Promise<SharedAppointment | undefined>;
  /** Ids of all who share an appointment that was not cancelled, or a conversation, with this user. */
  acquaintances(userId: number): Promise<number[]>;
}
