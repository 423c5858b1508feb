import { isoTime } from "../realtime/core/call_object.ts";
import type {
  DayMeasures,
  Percentiles,
  PeriodMeasures,
  TallyQuery,
} from "../realtime/ports/statistics_store.ts";
import type { Database, Sql } from "./database.ts";

type MeasuresQuery = Omit<TallyQuery, "measured">;
type Both = [number | null, number | null] | null;

interface DayRow {
  day: number;
  measured: number;
  rtt: Both;
  packet_loss: Both;
  jitter: Both;
}

/** How the calls of a period ended, connected and were measured; read from indexes that hold all of it. */
export async function readMeasures(db: Database, query: MeasuresQuery): Promise<PeriodMeasures> {
  const [reasons, spans, days] = await Promise.all([
    db.read((sql) => readReasons(sql, query)),
    db.read((sql) => readSpans(sql, query)),
    db.read((sql) => readDays(sql, query)),
  ]);
  return { reasons, ...spans, days };
}

async function readReasons(sql: Sql, query: MeasuresQuery): Promise<PeriodMeasures["reasons"]> {
  return [
    ...await sql<PeriodMeasures["reasons"]>`
      select end_reason as reason, count(*) as calls from (${callsOf(sql, query)}) c
      where end_reason is not null group by 1 order by 2 desc, 1`,
  ];
}

async function readSpans(sql: Sql, query: MeasuresQuery) {
  const [row] = await sql<{ connect: Both; duration: Both }[]>`
    select
      percentile_cont(array[0.5, 0.95]) within group (
        order by extract(epoch from connected_at - accepted_at)::double precision
      ) as connect,
      percentile_cont(array[0.5, 0.95]) within group (order by duration::double precision)
        filter (where connected_at is not null and status <> 'connected') as duration
    from (${callsOf(sql, query)}) c`;
  return {
    timeToConnect: percentiles(row?.connect ?? null),
    duration: percentiles(row?.duration ?? null),
  };
}

async function readDays(sql: Sql, query: MeasuresQuery): Promise<DayMeasures[]> {
  // Of each call its own percentile: one long call counts no more than a short one.
  const both = (p50: string, p95: string) =>
    sql`array[
      percentile_cont(0.5) within group (order by ${sql(p50)}),
      percentile_cont(0.95) within group (order by ${sql(p95)})]`;
  const rows = await sql<DayRow[]>`
    select width_bucket(initiated_at, ${query.starts.map(isoTime)}::timestamptz[]) - 1 as day,
      count(*) as measured, ${both("rtt_p50", "rtt_p95")} as rtt,
      ${both("packet_loss_p50", "packet_loss_p95")} as packet_loss, ${
    both("jitter_p50", "jitter_p95")
  } as jitter
    from (${callsOf(sql, query)}) c
    where num_nonnulls(rtt_p50, packet_loss_p50, jitter_p50) > 0 group by 1 order by 1`;
  return rows.map((row) => ({
    day: row.day,
    measured: row.measured,
    rtt: percentiles(row.rtt),
    packetLoss: percentiles(row.packet_loss),
    jitter: percentiles(row.jitter),
  }));
}

/** Nobody calls themselves, so the two sides of a person have no call in common. */
function callsOf(sql: Sql, { userId, starts, until }: MeasuresQuery) {
  const from = new Date(starts[0] ?? until);
  const side = (whose: ReturnType<Sql>) =>
    sql`
      select initiated_at, accepted_at, connected_at, status, end_reason, duration, rtt_p50, rtt_p95, jitter_p50,
        jitter_p95, packet_loss_p50, packet_loss_p95
      from call_history where ${whose} initiated_at >= ${from} and initiated_at < ${new Date(until)}`;
  return userId === null
    ? side(sql``)
    : sql`${side(sql`caller_id = ${userId} and`)} union all ${side(sql`callee_id = ${userId} and`)}`;
}

function percentiles(both: Both): Percentiles {
  const [p50, p95] = both ?? [];
  return p50 == null || p95 == null ? null : { p50, p95 };
}
