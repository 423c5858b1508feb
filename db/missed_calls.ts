import type { MissedCalls } from "../realtime/ports/push.ts";
import type { Database } from "./database.ts";

/** Beyond this many nobody counts. */
const COUNTED_MAX = 99;

/** Calls that ended before somebody answered them, and when each person last looked. */
export function missedCalls(db: Database): MissedCalls {
  return {
    async count(userId) {
      const [row] = await db.read((sql) =>
        sql<{ count: number }[]>`
          select count(*)::int as count from (
            select 1 from call_history
            where callee_id = ${userId} and accepted_at is null and end_reason in ('missed', 'cancelled')
              and ended_at > coalesce(
                (select seen_at from missed_calls_seen where user_id = ${userId}), '-infinity')
            limit ${COUNTED_MAX}
          ) missed`
      );
      return row?.count ?? 0;
    },
    async see(userId, nowMs) {
      await db.write((sql) =>
        sql`
          insert into missed_calls_seen (user_id, seen_at) values (${userId}, ${new Date(nowMs)})
          on conflict (user_id) do update
            set seen_at = greatest(missed_calls_seen.seen_at, excluded.seen_at)`
      );
    },
  };
}
