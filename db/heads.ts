import type { DeviceType, PresenceStatus } from "../realtime/core/fields.ts";
import type { Head } from "../realtime/ports/conversation_store.ts";
import type { Heads } from "../realtime/ports/heads.ts";
import { callOf, type CallRow } from "./call_rows.ts";
import { callColumns } from "./call_store.ts";
import type { Database } from "./database.ts";
import { acquaintanceIds } from "./directory.ts";

interface HeadsRow extends Omit<CallRow, "call_id"> {
  /** Null where there is no live call; then all of the call's columns are. */
  call_id: string | null;
  conversations: Head[];
  acquaintances: {
    user_id: number;
    status: PresenceStatus | null;
    last_seen: string | null;
    device_type: DeviceType | null;
  }[];
}

/** What a device starts from, in one statement. */
export function readHeads(db: Database): (userId: number) => Promise<Heads> {
  return (userId) =>
    db.read(async (sql) => {
      const [row] = await sql<HeadsRow[]>`
        select h.conversations, h.acquaintances, ${callColumns(sql)}
        from (select
          (select coalesce(jsonb_agg(jsonb_build_object('conversation_id', c.conversation_id, 'last_seq', c.last_seq,
              'delivered_seq', p.delivered_seq, 'read_seq', p.read_seq) order by c.id), '[]')
            from conversation_participants p join conversations c using (conversation_id)
            where p.user_id = ${userId}) as conversations,
          (select coalesce(jsonb_agg(jsonb_build_object('user_id', k.id, 'status', u.status, 'last_seen', u.last_seen,
              'device_type', u.device_type)), '[]')
            from (${
        acquaintanceIds(sql, userId)
      }) k left join user_presence u on u.user_id = k.id) as acquaintances
        ) h left join lateral (
          select live.* from call_participants mine join call_history live using (call_id)
          where mine.user_id = ${userId} and mine.live
        ) c on true`;
      if (!row) throw new Error("a statement without a from gives one row");
      const { call_id, conversations, acquaintances } = row;
      return {
        liveCall: call_id === null ? undefined : callOf({ ...row, call_id }),
        conversations,
        acquaintances: acquaintances.map((one) => ({
          userId: one.user_id,
          status: one.status ?? "offline",
          lastSeen: one.last_seen === null ? null : Date.parse(one.last_seen),
          deviceType: one.device_type ?? "web",
        })),
      };
    });
}
