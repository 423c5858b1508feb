import type { DeviceType, PresenceStatus } from "../realtime/core/fields.ts";
import type { PresenceStore } from "../realtime/ports/presence_store.ts";
import { dateOf, msOf } from "./call_rows.ts";
import type { Database } from "./database.ts";

interface PresenceRow {
  user_id: number;
  status: PresenceStatus;
  last_seen: Date | null;
  device_type: DeviceType;
}

/** The last written presence of each user. */
export function presenceStore(db: Database): PresenceStore {
  return {
    record: ({ userId, status, lastSeen, deviceType }, at) =>
      db.write(async (sql) => {
        await sql`
          insert into user_presence (user_id, status, last_heartbeat, last_seen, device_type)
          values (${userId}, ${status}, ${new Date(at)}, ${dateOf(lastSeen)}, ${deviceType})
          on conflict (user_id) do update set status = excluded.status, last_heartbeat = excluded.last_heartbeat,
            last_seen = excluded.last_seen, device_type = excluded.device_type`;
      }),
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
