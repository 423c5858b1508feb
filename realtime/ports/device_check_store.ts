import type { Judgement } from "../core/device_verdict.ts";
import type { DeviceCheckObject, DeviceReport } from "../core/device_check.ts";
import type { Trail } from "./trail.ts";

/** Checks of one person that are kept; with a newer one the oldest goes. */
export const CHECKS_KEPT_MAX = 50;

/** A check to be kept; its time in milliseconds since the epoch. */
export interface NewDeviceCheck extends Judgement {
  checkId: string;
  userId: number;
  appointmentId: number | null;
  /** Names it, so that one that is sent again is not a second one. */
  clientId: string | null;
  at: number;
  report: DeviceReport;
}

/** What became of a check: `conflict` where its name was used for another one. */
export type Kept = { kind: "added" | "repeated"; check: DeviceCheckObject } | { kind: "conflict" };

/** Checks of devices before visits. */
export interface DeviceCheckStore {
  /** Keeps one, with its row in the audit log in the same transaction. */
  add(check: NewDeviceCheck, trail: Trail): Promise<Kept>;
  /** The newest one of each of these people, of those made for this appointment or for none. */
  newestOf(userIds: readonly number[], appointmentId: number): Promise<DeviceCheckObject[]>;
}
