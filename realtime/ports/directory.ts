import type { AppointmentObject, UserObject } from "../core/objects.ts";
import type { Page, PageRequest } from "../core/page.ts";

/** Who people are and how they stand to each other. */
export interface Directory {
  users(ids: readonly number[]): Promise<UserObject[]>;
  /** The appointment, if this user is one of its people and it is not cancelled or only listed for reading. */
  appointment(id: number, userId: number): Promise<AppointmentObject | undefined>;
  /** One's own, the next ones first, those that are over last. */
  appointments(userId: number, now: number, request: PageRequest): Promise<Page<AppointmentObject>>;
  /** Ids of all who share an appointment or a conversation with this user. */
  acquaintances(userId: number): Promise<number[]>;
}
