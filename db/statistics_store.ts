import { isoTime } from "../realtime/core/call_object.ts";
import type { DayTally } from "../realtime/core/statistics.ts";
import type { StatisticsStore, TallyQuery } from "../realtime/ports/statistics_store.ts";
import { readMeasures } from "./call_measures.ts";
import type { Database, Sql } from "./database.ts";

/** Counts of calls, from indexes that hold all that is counted. */
export function statisticsStore(db: Database): StatisticsStore {
  return {
    tally: (query) => db.read((sql) => tally(sql, query)),
    measures: (query) => readMeasures(db, query),
  };
}

type TallyRow = Omit<DayTally, "rttP50" | "rttP95"> & { rtt_p50?: number | null; rtt_p95?: number | null };

/** Each day is a range of the index of its own: quicker than one range whose calls are then told apart. */
async function tally(sql: Sql, { userId, starts, until, measured }: TallyQuery): Promise<DayTally[]> {
  const ends = [...starts.slice(1), until];
  const side = (whose: ReturnType<Sql>) =>
    sql`
      select accepted_at, connected_at, call_type, status, end_reason, duration, rtt_p50, rtt_p95
      from call_history where ${whose} initiated_at >= d.begins and initiated_at < d.ends`;
  // Nobody calls themselves, so the two sides have no call in common.
  const calls = userId === null
    ? side(sql``)
    : sql`${side(sql`caller_id = ${userId} and`)} union all ${side(sql`callee_id = ${userId} and`)}`;
  const rows = await sql<TallyRow[]>`
    select d.number - 1 as day, counted.*
    from unnest(${starts.map(isoTime)}::timestamptz[], ${ends.map(isoTime)}::timestamptz[])
        with ordinality as d (begins, ends, number),
      lateral (
        select count(*) as total,
          count(accepted_at) as answered,
          count(connected_at) as completed,
          count(*) filter (where status = 'missed') as missed,
          count(*) filter (where end_reason = 'callee_declined') as declined,
          count(*) filter (where end_reason = 'cancelled') as cancelled,
          count(*) filter (where end_reason = 'busy') as busy,
          count(*) filter (where status = 'failed') as failed,
          count(*) filter (where call_type = 'video') as video,
          count(*) filter (where call_type = 'voice') as voice,
          count(connected_at) filter (where status <> 'connected') as ended,
          coalesce(sum(duration) filter (where connected_at is not null and status <> 'connected'), 0) as seconds
          ${measured ? sql`, ${RTT_COLUMNS(sql)}` : sql``}
        from (${calls}) as calls
      ) as counted
    where counted.total > 0`;
  return rows.map(({ rtt_p50, rtt_p95, ...counts }) => ({
    ...counts,
    rttP50: rounded(rtt_p50),
    rttP95: rounded(rtt_p95),
  }));
}

const RTT_COLUMNS = (sql: Sql) =>
  sql`
    percentile_cont(0.5) within group (order by rtt_p50) as rtt_p50,
    percentile_cont(0.95) within group (order by rtt_p95) as rtt_p95`;

/** To hundredths of a millisecond, as summaries are; the columns are single precision. */
function rounded(value: number | null | undefined): number | null {
  return value == null ? null : Math.round(value * 100) / 100;
}
