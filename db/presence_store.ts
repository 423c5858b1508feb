import type { DeviceType, PresenceStatus } from "../realtime/core/fields.ts";
import type { PresenceStore } from "../realtime/ports/presence_store.ts";
import { msOf } from "./call_rows.ts";
import type { Database } from "./database.ts";
import { PresenceWriter } from "./presence_writer.ts";

interface PresenceRow {
  user_id: number;
  status: PresenceStatus;
  last_seen: Date | null;
  device_type: DeviceType;
}

/** The last written presence of each user. */
export function presenceStore(db: Database): PresenceStore {
  const writer = new PresenceWriter(db);
  return {
    record: (presence, at) => writer.write(presence, at),
    last: (userIds) =>
      db.read(async (sql) => {
        const rows = await sql<PresenceRow[]>`
          select user_id, status, last_seen, device_type from user_presence where user_id = any(${[
          ...userIds,
        ]}::int[])`;
        return rows.map((row) => ({
          userId: row.user_id,
          status: row.status,
          lastSeen: msOf(row.last_seen),
          deviceType: row.device_type,
        }));
      }),
  };
}
