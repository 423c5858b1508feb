import { summarize, type SummedSample } from "../realtime/core/quality_summary.ts";
import type { Sql } from "./database.ts";

type SummedRow = Omit<SummedSample, "userId" | "at"> & { user_id: number; timestamp: Date };

/**
 * Writes what all samples of a call come to into its row, where there are any; in the transaction that ends the call or
 * adds to its samples. It is no new version of the call: nobody is told, and whoever reads it sees the newest.
 */
export async function writeQualitySummary(sql: Sql, callId: string): Promise<void> {
  const rows = await sql<SummedRow[]>`
    select user_id, "timestamp", rtt, packet_loss, jitter, audio_bitrate, video_bitrate, audio_quality,
      video_quality, relay
    from call_quality_metrics where call_id = ${callId} order by "timestamp", user_id`;
  const summary = summarize(
    rows.map(({ user_id, timestamp, ...measured }) => ({
      ...measured,
      userId: user_id,
      at: timestamp.getTime(),
    })),
  );
  if (!summary) return;
  await sql`update call_history set quality_metrics = ${sql.json(summary)} where call_id = ${callId}`;
}
