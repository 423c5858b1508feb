import * as v from "valibot";
import * as f from "./fields.ts";
import { userObject } from "./objects.ts";

/** A call that goes on, with its people and what their devices measured last. */
export const liveCallObject = v.object({
  call_id: f.uuid,
  call_type: f.callType,
  status: f.callStatus,
  initiated_at: f.time,
  connected_at: v.nullable(f.time),
  caller: userObject,
  callee: userObject,
  /** The worst of both sides now; null where nothing was measured lately. */
  quality: v.nullable(f.quality),
});
export type LiveCallObject = v.InferOutput<typeof liveCallObject>;

/** Somebody who is here. */
export const attendeeObject = v.object({
  user: userObject,
  status: f.presenceStatus,
  device_type: f.deviceType,
});
export type AttendeeObject = v.InferOutput<typeof attendeeObject>;

/** What goes on in the clinic at this moment. */
export const clinicNowObject = v.object({
  at: f.time,
  calls: v.array(liveCallObject),
  /** Whether there are more calls than are listed. */
  more_calls: v.boolean(),
  /** Everybody who is here, the busy ones first. */
  people: v.array(attendeeObject),
  more_people: v.boolean(),
  sockets: v.object({
    /** Open sockets of the process that answers. */
    open: f.count,
    /** The people that they belong to. */
    people: f.count,
  }),
  /** Processes whose people are counted, the one that answers included. */
  processes: f.count,
  /** Whether the other processes could be asked; else only people at the one that answers are known. */
  others_asked: v.boolean(),
});
export type ClinicNowObject = v.InferOutput<typeof clinicNowObject>;
