import fc from "fast-check";
import { ok } from "node:assert/strict";
import { assertEquals } from "../support/assert.ts";
import {
  audioGrade,
  GRADES,
  type Measures,
  ratingOf,
  videoGrade,
  worseOf,
} from "../../realtime/core/quality_grade.ts";
import type { Quality } from "../../realtime/core/fields.ts";

const near = (actual: number, expected: number) =>
  ok(Math.abs(actual - expected) < 0.05, `${actual} is not ${expected}`);

Deno.test("ratingOf() gives the E-model's known points [QUAL-1]", () => {
  near(ratingOf({}), 93.2);
  // Idd of G.107 is 3.0 at 200 ms and 24.1 at 400 ms one way; 26.5 ms are the codec's.
  near(ratingOf({ rtt: (200 - 26.5) * 2 }), 93.2 - 3.04);
  near(ratingOf({ rtt: (400 - 26.5) * 2 }), 93.2 - 24.07);
  // The same delay, from the jitter buffer.
  near(ratingOf({ jitter: (200 - 26.5) / 2 }), 93.2 - 3.04);
  // Ie,eff = 95 · Ppl / (Ppl + 20).
  near(ratingOf({ packet_loss: 1 }), 93.2 - 95 / 21);
  near(ratingOf({ packet_loss: 20 }), 93.2 - 47.5);
  assertEquals(ratingOf({ packet_loss: 100, rtt: 60_000 }), 0);
});

Deno.test("audioGrade() follows the categories of G.109 [QUAL-1]", () => {
  const graded: [Measures, Quality | null][] = [
    [{ rtt: 40, jitter: 2, packet_loss: 0 }, "excellent"],
    [{ rtt: 40, jitter: 5, packet_loss: 1 }, "good"],
    [{ rtt: 350, jitter: 10, packet_loss: 0 }, "good"],
    [{ rtt: 60, jitter: 5, packet_loss: 5 }, "fair"],
    [{ rtt: 700, jitter: 20, packet_loss: 0 }, "fair"],
    [{ rtt: 60, jitter: 5, packet_loss: 15 }, "poor"],
    [{ rtt: 1_500 }, "poor"],
    [{ packet_loss: 0 }, "excellent"],
    [{ rtt: null, video_bitrate: 900 }, null],
    [{}, null],
  ];
  for (const [measures, grade] of graded) {
    assertEquals(audioGrade(measures), grade, JSON.stringify(measures));
  }
});

Deno.test("videoGrade() is the grade of the worst measure, and none without a picture [QUAL-1]", () => {
  const best = {
    rtt: 40,
    packet_loss: 0,
    video_bitrate: 900,
    video_framerate: 30,
    video_resolution: "1280x720",
  };
  const graded: [Measures, Quality | null][] = [
    [best, "excellent"],
    [{ ...best, video_resolution: "720x1280" }, "excellent"],
    [{ ...best, packet_loss: 1.5 }, "good"],
    [{ ...best, rtt: 500 }, "fair"],
    [{ ...best, video_framerate: 12 }, "fair"],
    [{ ...best, video_framerate: 19.99 }, "excellent"],
    [{ ...best, video_framerate: 11.4 }, "poor"],
    [{ ...best, video_resolution: "352x288" }, "good"],
    [{ ...best, video_resolution: "480x270" }, "good"],
    [{ ...best, video_resolution: "320x180" }, "fair"],
    [{ ...best, video_resolution: "160x120" }, "poor"],
    [{ ...best, video_bitrate: 0 }, "poor"],
    [{ video_framerate: 25 }, "excellent"],
    [{ rtt: 40, packet_loss: 0 }, null],
  ];
  for (const [measures, grade] of graded) {
    assertEquals(videoGrade(measures), grade, JSON.stringify(measures));
  }
});

const resolution = fc.tuple(fc.integer({ min: 1, max: 4_000 }), fc.integer({ min: 1, max: 4_000 }));
const measured = fc.record({
  rtt: fc.double({ min: 0, max: 60_000, noNaN: true }),
  packet_loss: fc.double({ min: 0, max: 100, noNaN: true }),
  jitter: fc.double({ min: 0, max: 60_000, noNaN: true }),
  video_bitrate: fc.integer({ min: 0, max: 10_000 }),
  video_framerate: fc.double({ min: 0, max: 60, noNaN: true }),
  size: resolution,
});
/** How much worse each measure gets; nothing gets better. */
const worsening = fc.record({
  rtt: fc.double({ min: 0, max: 5_000, noNaN: true }),
  packet_loss: fc.double({ min: 0, max: 100, noNaN: true }),
  jitter: fc.double({ min: 0, max: 5_000, noNaN: true }),
  video_bitrate: fc.integer({ min: 0, max: 10_000 }),
  video_framerate: fc.double({ min: 0, max: 60, noNaN: true }),
  shrink: fc.double({ min: 0.1, max: 1, noNaN: true }),
});

Deno.test("a worse measure never gets a better grade or rating [QUAL-2]", () => {
  fc.assert(fc.property(measured, worsening, ({ size: [width, height], ...one }, { shrink, ...by }) => {
    const before: Measures = { ...one, video_resolution: `${width}x${height}` };
    const worse: Measures = {
      rtt: one.rtt + by.rtt,
      packet_loss: Math.min(100, one.packet_loss + by.packet_loss),
      jitter: one.jitter + by.jitter,
      video_bitrate: Math.max(0, one.video_bitrate - by.video_bitrate),
      video_framerate: Math.max(0, one.video_framerate - by.video_framerate),
      video_resolution: `${Math.floor(width * shrink)}x${Math.floor(height * shrink)}`,
    };
    // The formula's own rounding is below a billionth.
    ok(ratingOf(worse) <= ratingOf(before) + 1e-9);
    for (const grade of [audioGrade, videoGrade]) {
      const [a, b] = [grade(before), grade(worse)];
      ok(a !== null && b !== null && GRADES.indexOf(b) >= GRADES.indexOf(a), `${a} became ${b}`);
    }
  }));
});

Deno.test("leaving a measure out never makes a grade worse [QUAL-2]", () => {
  const key = fc.constantFrom("rtt" as const, "packet_loss" as const, "jitter" as const);
  fc.assert(fc.property(measured, key, ({ size: _, ...one }, left) => {
    const without = { ...one, [left]: null };
    for (const grade of [audioGrade, videoGrade]) {
      ok(worseOf(grade(without) ?? "excellent", grade(one) ?? "poor") === grade(one));
    }
  }));
});
