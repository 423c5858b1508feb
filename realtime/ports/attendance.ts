import type { DeviceType, PresenceStatus } from "../core/fields.ts";
import type { Packet } from "./notice.ts";

/** What one open connection says of its user. */
export interface Attending {
  status: PresenceStatus;
  deviceType: DeviceType;
  /** The appointment that its user says to be at. */
  appointmentId: number | null;
  /** The session that opened it, where that is known. */
  sessionId?: string;
}

/** A call as it matters to a person's presence. */
export interface Engagement {
  callId: string;
  /** Milliseconds since the epoch; of two calls the later one counts. */
  initiatedAt: number;
  version: number;
  /** Whether the person is in it: the caller from the start, the callee once answered, nobody once it is over. */
  isIn: boolean;
}

/** How somebody is there, over all instances whose lease is good, right after a change. */
export interface Standing {
  /** Grows with every change, also over a restart of whatever keeps it. */
  version: number;
  connections: Attending[];
  /** The call that the person is in. */
  callId: string | null;
  /** The status that acquaintances were told last. */
  told: PresenceStatus;
}

/**
 * The open connections of every user over all instances. Entries belong to the instance that made them and count as long as
 * its lease does. Every method rejects with Unavailable when the others can't be reached.
 */
export interface Attendance {
  /** Notes, changes or (null) takes out one connection of this instance. From then on packets for the user come here. */
  note(userId: number, connectionId: string, attending: Attending | null): Promise<Standing>;
  /** Notes a call of somebody, wherever their connections are; an older look at calls changes nothing. */
  engage(userId: number, engagement: Engagement): Promise<Standing>;
  standings(userIds: readonly number[]): Promise<Map<number, Standing>>;
  /** Publishes `packets` and remembers `status` as told, in one step, unless the standing has changed since `version`. */
  tell(userId: number, version: number, status: PresenceStatus, packets: readonly Packet[]): Promise<boolean>;
  /** Takes out the connections of instances whose lease is over; gives the users whose standing that changed. */
  reap(): Promise<number[]>;
}
