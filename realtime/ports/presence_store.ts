import type { DeviceType, PresenceStatus } from "../core/fields.ts";

export interface PresenceRecord {
  userId: number;
  status: PresenceStatus;
  lastSeen: number | null;
  deviceType: DeviceType;
}

/** The last presence written down, for when nobody is connected. Written on change only. */
export interface PresenceStore {
  record(presence: PresenceRecord, at: number): Promise<void>;
  last(userIds: readonly number[]): Promise<PresenceRecord[]>;
}
