import type { WaitingCause } from "../core/waiting_machine.ts";
import type { WaitingEntry, WaitingQueue } from "../core/waiting.ts";
import type { Trail } from "./trail.ts";

/** One entry as it was when the change was decided on, and as it becomes. */
export interface WaitingChange {
  before: WaitingEntry;
  after: WaitingEntry;
}

/** Somebody to whom something has to happen now. */
export interface DueWaiting {
  entry: WaitingEntry;
  cause: Extract<WaitingCause, { type: "seen" | "deadline_passed" | "admitted" | "closed" }>["type"];
}

/** What is looked for; times in milliseconds since the epoch. */
export interface DueQuery {
  now: number;
  /** Visits that ended before this are over. */
  endedBefore: number;
  /** Those with a connected device on this instance. */
  here: readonly number[];
  limit: number;
}

/** Who waits. Every change writes its audit row in the same transaction, under the appointment. */
export interface WaitingStore {
  /** Everybody who waits for this doctor, in any order. */
  queue(doctorId: number): Promise<WaitingQueue>;
  /** Everybody who has ever waited for this appointment. */
  ofAppointment(appointmentId: number): Promise<WaitingEntry[]>;
  /**
   * Writes the changes and gives the queue its next version; false when somebody changed the queue or one of the entries first.
   * Nothing is kept then.
   */
  write(
    queue: Pick<WaitingQueue, "doctorId" | "version">,
    changes: readonly WaitingChange[],
    trail: Trail,
  ): Promise<boolean>;
  /** Devices of these people are there now. Changes no version. */
  renew(userIds: readonly number[], lease: { seenAt: number; deadlineAt: number }): Promise<void>;
  /** To whom something has to happen: their time is over, they are back, were called in, or their visit is closed. */
  due(query: DueQuery): Promise<DueWaiting[]>;
}
