import type { LiveCallObject } from "../core/clinic_objects.ts";
import type { UserObject } from "../core/objects.ts";

/** What the database knows of this moment, and of the devices of a call. */
export interface ClinicStore {
  /** Calls that go on, the longest first; quality from samples since `measuredSince` (milliseconds since the epoch). */
  liveCalls(limit: number, measuredSince: number): Promise<LiveCallObject[]>;
  /** Those of whom it was written down last that they are here, and those named. */
  mayBeHere(named: readonly number[], limit: number): Promise<UserObject[]>;
  /** By what its people know the devices again that took part in a call: "Firefox on Windows". */
  devicesOf(callId: string): Promise<{ userId: number; device: string }[]>;
}
