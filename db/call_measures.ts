import { isoTime } from "../realtime/core/call_object.ts";
import type { EndReason } from "../realtime/core/call.ts";
import type {
  DayMeasures,
  Percentiles,
  PeriodMeasures,
  TallyQuery,
} from "../realtime/ports/statistics_store.ts";
import type { Sql } from "./database.ts";

type Both = [number | null, number | null] | null;

interface DayRow {
  day: number;
  measured: number;
  rtt: Both;
  packet_loss: Both;
  jitter: Both;
}

/** How the calls of a period ended, connected and were measured, from their summaries. */
export async function readMeasures(
  sql: Sql,
  query: Omit<TallyQuery, "measured">,
): Promise<PeriodMeasures> {
  const calls = callsOf(sql, query);
  const [reasons, [spans], days] = await Promise.all([
    sql<{ reason: EndReason; calls: number }[]>`
      select end_reason as reason, count(*) as calls from (${calls}) c
      where end_reason is not null group by 1 order by 2 desc, 1`,
    sql<{ connect: Both; duration: Both }[]>`
      select
        percentile_cont(array[0.5, 0.95]) within group (
          order by extract(epoch from connected_at - accepted_at)::double precision
        ) as connect,
        percentile_cont(array[0.5, 0.95]) within group (order by duration::double precision)
          filter (where connected_at is not null and status <> 'connected') as duration
      from (${calls}) c`,
    readDays(sql, query, calls),
  ]);
  return {
    reasons: [...reasons],
    timeToConnect: percentiles(spans?.connect ?? null),
    duration: percentiles(spans?.duration ?? null),
    days,
  };
}

async function readDays(
  sql: Sql,
  { starts }: Pick<TallyQuery, "starts">,
  calls: ReturnType<typeof callsOf>,
): Promise<DayMeasures[]> {
  // Of each call its own percentile: one long call counts no more than a short one.
  const both = (name: string) => {
    const value = (which: string) =>
      sql`(quality_metrics #>> ${sql.array([name, which])}::text[])::double precision`;
    return sql`array[
      percentile_cont(0.5) within group (order by ${value("p50")}),
      percentile_cont(0.95) within group (order by ${value("p95")})]`;
  };
  const rows = await sql<DayRow[]>`
    select width_bucket(initiated_at, ${starts.map(isoTime)}::timestamptz[]) - 1 as day,
      count(*) as measured,
      ${both("rtt")} as rtt, ${both("packet_loss")} as packet_loss, ${both("jitter")} as jitter
    from (${calls}) c where quality_metrics is not null group by 1 order by 1`;
  return rows.map((row) => ({
    day: row.day,
    measured: row.measured,
    rtt: percentiles(row.rtt),
    packetLoss: percentiles(row.packet_loss),
    jitter: percentiles(row.jitter),
  }));
}

/** Nobody calls themselves, so the two sides of a person have no call in common. */
function callsOf(sql: Sql, { userId, starts, until }: Omit<TallyQuery, "measured">) {
  const from = new Date(starts[0] ?? until);
  const side = (whose: ReturnType<Sql>) =>
    sql`
      select initiated_at, accepted_at, connected_at, status, end_reason, duration, quality_metrics
      from call_history where ${whose} initiated_at >= ${from} and initiated_at < ${new Date(until)}`;
  return userId === null
    ? side(sql``)
    : sql`${side(sql`caller_id = ${userId} and`)} union all ${side(sql`callee_id = ${userId} and`)}`;
}

function percentiles(both: Both): Percentiles {
  const [p50, p95] = both ?? [];
  return p50 == null || p95 == null ? null : { p50, p95 };
}
