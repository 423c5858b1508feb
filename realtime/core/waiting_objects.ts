import * as v from "valibot";
import * as f from "./fields.ts";
import { userObject } from "./objects.ts";
import { GONE_REASONS, WAITING_STATUSES } from "./waiting.ts";

/** How somebody's own waiting for one appointment stands. */
export const waitingObject = v.object({
  appointment_id: f.key,
  user_id: f.key,
  status: v.picklist(WAITING_STATUSES),
  /** Why it is over; null while it is not. */
  gone_reason: v.nullable(v.picklist(GONE_REASONS)),
  /** How many other visits come before; null for whoever is not in the queue. */
  place: v.nullable(f.count),
  /** When they came; null for whoever has not. */
  arrived_at: v.nullable(f.time),
  /** The doctor needs until about then; may have passed. */
  postponed_until: v.nullable(f.time),
  /** Of the doctor's queue: grows with every change of it. */
  version: f.count,
});
export type WaitingObject = v.InferOutput<typeof waitingObject>;

/** Somebody in the waiting room, as the doctor sees them. */
export const queueEntryObject = v.object({
  appointment_id: f.key,
  user: userObject,
  /** `away`: no device of theirs is connected at the moment. */
  status: v.picklist(["waiting", "away"]),
  arrived_at: f.time,
  /** When a device of theirs was last known to be there; null while one is. */
  away_since: v.nullable(f.time),
  postponed_until: v.nullable(f.time),
  starts_at: f.time,
  ends_at: f.time,
});
export type QueueEntryObject = v.InferOutput<typeof queueEntryObject>;

/** Everybody who waits for one doctor, the next one first. */
export const queueObject = v.object({
  doctor_id: f.key,
  /** Grows with every change; an older one than is known is no news. */
  version: f.count,
  entries: v.array(queueEntryObject),
});
export type QueueObject = v.InferOutput<typeof queueObject>;
