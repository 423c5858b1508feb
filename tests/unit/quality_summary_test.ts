import fc from "fast-check";
import { ok } from "node:assert/strict";
import { percentile, summarize, type SummedSample } from "../../realtime/core/quality_summary.ts";
import { assertEquals } from "../support/assert.ts";

const MINUTE = Date.parse("2026-03-02T09:00:00.000Z");

function sample(userId: number, seconds: number, measured: Partial<SummedSample>): SummedSample {
  return { userId, at: MINUTE + seconds * 1_000, ...measured };
}

Deno.test("percentile() lies between two values in proportion, as percentile_cont does [QUAL-5]", () => {
  assertEquals(percentile([], 0.5), undefined);
  assertEquals(percentile([7], 0.95), 7);
  assertEquals(percentile([4, 1, 3, 2], 0.5), 2.5);
  assertEquals(percentile([10, 20, 30, 40, 50], 0.95), 48);
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), { minLength: 1 }), (values) => {
      const [low, middle, high] = [0, 0.5, 1].map((share) => percentile(values, share) ?? NaN);
      assertEquals([low, high], [Math.min(...values), Math.max(...values)]);
      ok(low! <= middle! && middle! <= high!);
    }),
  );
});

Deno.test("summarize() gives each participant and all of them, and names the worst minute [QUAL-5]", () => {
  const summary = summarize([
    sample(2, 5, {
      rtt: 40,
      jitter: 2,
      packet_loss: 0,
      audio_bitrate: 30,
      relay: false,
      audio_quality: "good",
    }),
    sample(2, 65, {
      rtt: 60,
      jitter: 4,
      packet_loss: 0,
      audio_bitrate: 40,
      relay: true,
      audio_quality: "poor",
    }),
    sample(1, 10, { rtt: 50, video_bitrate: 900, video_quality: "good", relay: false }),
    sample(1, 70, { rtt: 50, packet_loss: 10, video_bitrate: 500, video_quality: "fair", relay: false }),
    sample(1, 80, { rtt: 70, packet_loss: 20, video_quality: "fair" }),
  ]);
  assertEquals(summary?.participants.map((one) => [one.user_id, one.samples]), [[1, 3], [2, 2]]);
  const [first, second] = summary?.participants ?? [];
  assertEquals(first?.rtt, { p50: 50, p95: 68 });
  assertEquals(first?.packet_loss, { p50: 15, p95: 19.5 });
  assertEquals(first?.video_bitrate, { mean: 700, max: 900 });
  assertEquals([first?.jitter, first?.audio_bitrate, first?.audio_quality], [null, null, null]);
  assertEquals([first?.path, first?.video_quality], ["direct", "fair"]);
  assertEquals([second?.path, second?.audio_quality], ["mixed", "good"]);
  assertEquals([summary?.samples, summary?.rtt?.p50, summary?.path], [5, 50, "mixed"]);
  // The second minute of user 1: loss of 15 % in the mean, Ie,eff = 95 · 15 / 35.
  assertEquals(summary?.worst_minute, {
    start: "2026-03-02T09:01:00.000Z",
    user_id: 1,
    rating: Math.round((93.2 - 95 * 15 / 35) * 100) / 100,
    grade: "poor",
  });
});

Deno.test("summarize() of nothing, or of nothing that can be rated, makes nothing up [QUAL-5]", () => {
  assertEquals(summarize([]), null);
  const summary = summarize([sample(1, 0, { audio_bitrate: 30 })]);
  assertEquals([summary?.worst_minute, summary?.rtt, summary?.path], [null, null, null]);
});
