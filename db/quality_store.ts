import { isoTime } from "../realtime/core/call_object.ts";
import type { Quality } from "../realtime/core/fields.ts";
import type { QualityMetricsObject } from "../realtime/core/objects.ts";
import type { NewSample, QualityStore, SampleQuery } from "../realtime/ports/quality_store.ts";
import type { Trail } from "../realtime/ports/trail.ts";
import { writeAudit } from "./audit.ts";
import { dateOf } from "./call_rows.ts";
import type { Database, Sql } from "./database.ts";
import { writeQualitySummary } from "./quality_summaries.ts";

interface SampleRow {
  call_id: string;
  user_id: number;
  client_id: string | null;
  timestamp: Date;
  rtt: number | null;
  packet_loss: number | null;
  jitter: number | null;
  available_bandwidth: number | null;
  audio_bitrate: number | null;
  video_bitrate: number | null;
  video_resolution: string | null;
  video_framerate: number | null;
  cpu_usage: number | null;
  memory_usage: number | null;
  audio_quality: Quality | null;
  video_quality: Quality | null;
  relay: boolean | null;
}

const COLUMNS = [
  "call_id",
  "user_id",
  "client_id",
  "timestamp",
  "rtt",
  "packet_loss",
  "jitter",
  "available_bandwidth",
  "audio_bitrate",
  "video_bitrate",
  "video_resolution",
  "video_framerate",
  "cpu_usage",
  "memory_usage",
  "audio_quality",
  "video_quality",
  "relay",
] as const;

/** Quality samples in PostgreSQL; a participant's sample of one moment is one row. */
export function qualityStore(db: Database): QualityStore {
  return {
    add: (callId, userId, samples, trail) =>
      db.transaction((sql) => addSamples(sql, callId, userId, samples, trail)),
    list: (callId, query) => db.read((sql) => listSamples(sql, callId, query)),
  };
}

async function addSamples(
  sql: Sql,
  callId: string,
  userId: number,
  samples: readonly NewSample[],
  trail: Trail,
): Promise<QualityMetricsObject[]> {
  // Whoever ends the call waits for these samples, or these see its end: none is missing in the summary.
  const [call] = await sql<{ is_over: boolean; is_first: boolean }[]>`
    select ended_at is not null as is_over, not exists (
        select 1 from call_quality_metrics m where m.call_id = c.call_id and m.user_id = ${userId}
      ) as is_first
    from call_history c where call_id = ${callId} for no key update`;
  if (!call) throw new Error("a call has vanished");
  const placed = await inFreeMoments(sql, callId, userId, samples);
  const rows = placed.map((one) => rowOf(callId, userId, one));
  const added = await sql`
    insert into call_quality_metrics ${sql(rows, ...COLUMNS)} on conflict do nothing returning 1`;
  if (call.is_first) {
    await writeAudit(sql, { ...trail, objectType: "call", objectId: callId, outcome: "done" });
  }
  if (call.is_over && added.length > 0) await writeQualitySummary(sql, callId);
  return await keptSamples(sql, callId, userId, placed);
}

/** Moves samples without a time of their own to milliseconds that no other sample of this person has. */
async function inFreeMoments(
  sql: Sql,
  callId: string,
  userId: number,
  samples: readonly NewSample[],
): Promise<NewSample[]> {
  const loose = samples.filter((one) => !one.isTimed).map((one) => one.at);
  if (loose.length === 0) return [...samples];
  const rows = await sql<{ at: Date }[]>`
    select "timestamp" as at from call_quality_metrics
    where call_id = ${callId} and user_id = ${userId} and "timestamp" >= ${new Date(Math.min(...loose))}`;
  const taken = new Set(rows.map((row) => row.at.getTime()));
  for (const one of samples) if (one.isTimed) taken.add(one.at);
  return samples.map((one) => {
    if (one.isTimed) return one;
    let at = one.at;
    while (taken.has(at)) at++;
    taken.add(at);
    return { ...one, at };
  });
}

/** The samples as they are kept, in the order given. */
async function keptSamples(
  sql: Sql,
  callId: string,
  userId: number,
  samples: readonly NewSample[],
): Promise<QualityMetricsObject[]> {
  const times = samples.map((one) => isoTime(one.at));
  const names = samples.flatMap((one) => one.clientId === null ? [] : [one.clientId]);
  const rows = await sql<SampleRow[]>`
    select ${sql([...COLUMNS])} from call_quality_metrics
    where call_id = ${callId} and user_id = ${userId}
      and ("timestamp" = any(${times}::timestamptz[])
        ${names.length > 0 ? sql`or client_id = any(${names}::text[])` : sql``})`;
  const byName = new Map(rows.map((row) => [row.client_id, row]));
  const byTime = new Map(rows.map((row) => [row.timestamp.getTime(), row]));
  return samples.map(({ at, clientId }) => {
    const row = (clientId === null ? undefined : byName.get(clientId)) ?? byTime.get(at);
    if (!row) throw new Error("a kept sample has vanished");
    return metricsOf(row);
  });
}

async function listSamples(
  sql: Sql,
  callId: string,
  { userId, after, limit }: SampleQuery,
): Promise<{ metrics: QualityMetricsObject[]; more: boolean }> {
  const rows = await sql<SampleRow[]>`
    select ${sql([...COLUMNS])} from call_quality_metrics
    where call_id = ${callId} ${userId === undefined ? sql`` : sql`and user_id = ${userId}`}
      ${after === undefined ? sql`` : sql`and "timestamp" > ${dateOf(after)}`}
    order by "timestamp", user_id limit ${limit + 1}`;
  const next = rows.length > limit ? rows.at(-1)?.timestamp.getTime() : undefined;
  // Who goes on after the last time would miss the rest of a moment that is cut through.
  const whole = next === undefined ? rows : rows.filter((row) => row.timestamp.getTime() < next);
  const shown = whole.length > 0 ? whole : rows;
  return { metrics: shown.map(metricsOf), more: shown.length < rows.length };
}

function rowOf(
  callId: string,
  userId: number,
  { at, clientId, isTimed: _, ...measures }: NewSample,
): SampleRow {
  return { call_id: callId, user_id: userId, client_id: clientId, timestamp: new Date(at), ...measures };
}

function metricsOf({ client_id: _, ...row }: SampleRow): QualityMetricsObject {
  return { ...row, timestamp: row.timestamp.toISOString() };
}
