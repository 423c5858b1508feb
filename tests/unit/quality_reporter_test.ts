import { intervalBetween, readStats, type StatsEntry } from "../../islands/lib/quality_probe.ts";
import { type Posted, QualityReporter } from "../../islands/lib/quality_reporter.ts";
import { gradeOf, type PeerSends, type Sample, sampleOf } from "../../islands/lib/quality_window.ts";
import type { Quality } from "../../realtime/core/fields.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { FakeHost } from "../support/fake_host.ts";
import { settled } from "../support/fake_time.ts";

const FILMS: PeerSends = { audio: true, video: true, screen: false };

/** A report of a call that has run for some seconds: 50 sounds and 20 pictures a second. */
function report(seconds: number, changes: Record<string, Partial<StatsEntry>> = {}): [string, StatsEntry][] {
  const entries: Record<string, StatsEntry> = {
    T1: { type: "transport", selectedCandidatePairId: "P2" },
    P1: { type: "candidate-pair", currentRoundTripTime: 9, localCandidateId: "L2", remoteCandidateId: "R1" },
    P2: {
      type: "candidate-pair",
      currentRoundTripTime: 0.04,
      availableOutgoingBitrate: 1_500_400,
      localCandidateId: "L1",
      remoteCandidateId: "R1",
    },
    L1: { type: "local-candidate", candidateType: "host" },
    L2: { type: "local-candidate", candidateType: "relay" },
    R1: { type: "remote-candidate", candidateType: "srflx" },
    A1: {
      type: "inbound-rtp",
      kind: "audio",
      timestamp: 1_000 * seconds,
      packetsReceived: 50 * seconds,
      packetsLost: 0,
      bytesReceived: 5_000 * seconds,
      jitter: 0.003,
    },
    V1: {
      type: "inbound-rtp",
      kind: "video",
      timestamp: 1_000 * seconds,
      packetsReceived: 100 * seconds,
      packetsLost: 0,
      bytesReceived: 100_000 * seconds,
      framesDecoded: 20 * seconds,
      frameWidth: 640,
      frameHeight: 480,
    },
    O1: { type: "outbound-rtp", kind: "audio", bytesReceived: 1e9, packetsReceived: 1e9 },
  };
  return Object.entries(entries).map(([id, entry]) => [id, { ...entry, ...changes[id] }]);
}

function intervalOf(before: [string, StatsEntry][], after: [string, StatsEntry][]) {
  const interval = intervalBetween(readStats(before, 0), readStats(after, 0));
  assert(interval);
  return interval;
}

Deno.test("readStats() takes the selected pair, in the units of samples [QUAL-10]", () => {
  const { rtt, jitter, available, resolution, relay } = readStats(report(3), 0);
  assertEquals({ rtt, jitter, available, resolution, relay }, {
    rtt: 40,
    jitter: 3,
    available: 1_500.4,
    resolution: "640x480",
    relay: false,
  });
  assertEquals(readStats(report(3, { L1: { candidateType: "relay" } }), 0).relay, true);
  assertEquals(readStats(report(3, { R1: { candidateType: "relay" } }), 0).relay, true);
});

Deno.test("readStats() finds the pair where a browser names none, and leaves out what it does not tell [QUAL-10]", () => {
  const firefox = report(3, { P2: { selected: true, availableOutgoingBitrate: undefined } })
    .filter(([id]) => id !== "T1");
  const reading = readStats(firefox, 0);
  assertEquals([reading.rtt, reading.available], [40, undefined]);
  assertEquals(readStats([], 77), {
    at: 77,
    counters: new Map(),
    rtt: undefined,
    jitter: undefined,
    available: undefined,
    resolution: undefined,
    relay: undefined,
  });
});

Deno.test("intervalBetween() takes differences, and a fresh connection from zero [QUAL-10]", () => {
  const grown = intervalOf(report(3), report(5, { A1: { packetsLost: 4 } }));
  assertEquals([grown.ms, grown.received, grown.lost, grown.audioBytes, grown.frames], [
    2_000,
    300,
    4,
    10_000,
    40,
  ]);
  const fresh = report(1).map(([id, entry]): [string, StatsEntry] => [id, { ...entry, timestamp: 11_000 }]);
  const renewed = intervalOf(report(10, { A1: { packetsLost: 90 } }), fresh);
  assertEquals([renewed.ms, renewed.received, renewed.lost, renewed.frames], [1_000, 150, 0, 20]);
  // Late packets take a loss back.
  assertEquals(
    intervalOf(report(3, { A1: { packetsLost: 5 } }), report(4, { A1: { packetsLost: 3 } })).lost,
    0,
  );
  assertEquals(intervalBetween(readStats(report(3), 0), readStats(report(3), 0)), undefined);
});

Deno.test("sampleOf() sums seconds up and grades them [QUAL-10]", () => {
  const second = (from: number, changes = {}) => ({
    interval: intervalOf(report(from), report(from + 1, changes)),
    peer: FILMS,
  });
  const sample = sampleOf([
    second(1),
    second(2, { A1: { packetsLost: 3 }, P2: { currentRoundTripTime: 0.06 } }),
  ], "then");
  assertEquals(sample, {
    timestamp: "then",
    rtt: 50,
    packet_loss: 0.99,
    jitter: 3,
    video_bitrate: 800,
    video_framerate: 20,
    video_resolution: "640x480",
    audio_bitrate: 40,
    available_bandwidth: 1_500,
    audio_quality: "good",
    video_quality: "excellent",
    relay: false,
  });
  assertEquals(gradeOf(sample!), "good");
  assertEquals(sampleOf([], "then"), undefined);
});

Deno.test("sampleOf() says nothing of pictures of a screen, of no camera, and of one just switched on [QUAL-10]", () => {
  const interval = intervalOf(report(1), report(2));
  const still = intervalOf(
    report(1),
    report(2, { V1: { framesDecoded: 20, packetsReceived: 100, bytesReceived: 100_000 } }),
  );
  const pictures = (seconds: Parameters<typeof sampleOf>[0]) => {
    const sample = sampleOf(seconds, "");
    return [sample?.video_bitrate, sample?.video_framerate, sample?.video_resolution, sample?.video_quality];
  };
  const none = [undefined, undefined, undefined, undefined];
  assertEquals(pictures([{ interval, peer: { ...FILMS!, screen: true } }]), none);
  assertEquals(pictures([{ interval, peer: { ...FILMS!, video: false } }]), none);
  assertEquals(pictures([{ interval, peer: { ...FILMS!, video: false } }, { interval, peer: FILMS }]), none);
  assertEquals(pictures([{ interval: still, peer: null }]), none);
  assertEquals(pictures([{ interval: still, peer: FILMS }]), [0, 0, "640x480", "poor"]);
});

Deno.test("sampleOf() counts everything as lost where something is sent and nothing comes [QUAL-10]", () => {
  const interval = { ms: 1_000, received: 0, lost: 0, audioBytes: 0, videoBytes: 0, frames: 0, rtt: 40 };
  const sample = sampleOf([{ interval, peer: FILMS }], "");
  assertEquals([sample?.packet_loss, sample?.audio_quality], [100, "poor"]);
  const silent = sampleOf([{ interval, peer: { audio: false, video: false, screen: false } }], "");
  assertEquals([silent?.packet_loss, silent?.audio_bitrate], [undefined, undefined]);
});

/** A reporter on a call of 50 packets a second, with its posts in the hands of the test. */
function scene() {
  const host = new FakeHost();
  const start = host.now();
  const posts: { samples: Sample[]; leaving: boolean }[] = [];
  const grades: (Quality | null)[] = [];
  const answers: Posted[] = [];
  const state = { stats: true };
  const reporter = new QualityReporter({
    host,
    // The server's clock is an hour ahead.
    serverNow: () => host.now() + 3_600_000,
    getStats: () =>
      state.stats
        ? Promise.resolve(report((host.now() - start) / 1_000))
        : Promise.reject(new Error("no connection")),
    peer: () => FILMS,
    post: (samples, leaving) => {
      posts.push({ samples: [...samples], leaving });
      return Promise.resolve(answers.shift() ?? "kept");
    },
    onGrade: (grade) => grades.push(grade),
  });
  return { host, reporter, posts, grades, answers, state, start };
}

Deno.test("QualityReporter makes a sample of 5 s and posts every 15 s, by the server's clock [QUAL-11]", async () => {
  const { host, reporter, posts, grades, start } = scene();
  await host.advance(17_000);
  assertEquals(posts.map((one) => [one.samples.length, one.leaving]), [[2, false]]);
  assertEquals(
    posts[0]?.samples.map((one) => one.timestamp),
    [6_000, 11_000].map((ms) => new Date(start + 3_600_000 + ms).toISOString()),
  );
  assertEquals([...new Set(grades)], ["excellent"]);
  assertEquals(reporter.unsent, 1);
});

Deno.test("QualityReporter keeps what could not be sent and sends it again under the same times [QUAL-11]", async () => {
  const { host, reporter, posts, answers } = scene();
  answers.push("failed", "failed");
  await host.advance(46_000);
  assertEquals(posts.map((one) => one.samples.length), [2, 5, 8]);
  assertEquals(posts[2]?.samples.slice(0, 2), posts[0]?.samples);
  assertEquals(reporter.unsent, 1);
  answers.push("refused");
  await host.advance(15_000);
  assertEquals([posts.at(-1)?.samples.length, reporter.unsent], [3, 1]);
});

Deno.test("QualityReporter keeps an hour at most and sends it in requests of 60 [QUAL-11]", async () => {
  const { host, reporter, posts, answers } = scene();
  answers.push(...Array(1_000).fill("failed"));
  await host.advance(2 * 3_600_000);
  assertEquals(reporter.unsent, 720);
  answers.length = 0;
  posts.length = 0;
  await host.advance(15_000);
  await settled();
  assertEquals(posts.slice(0, 12).map((one) => one.samples.length), Array(12).fill(60));
  assert(reporter.unsent <= 1);
});

Deno.test("QualityReporter.stop() sends the rest at once, tries again for two minutes, and is still then [QUAL-11]", async () => {
  const { host, reporter, posts, answers, grades } = scene();
  await host.advance(8_000);
  answers.push("failed");
  reporter.stop();
  reporter.stop();
  await settled();
  assertEquals(posts.map((one) => [one.samples.length, one.leaving]), [[2, true]]);
  assertEquals(grades.at(-1), null);
  await host.advance(15_000);
  assertEquals([posts.length, reporter.unsent], [2, 0]);
  await host.advance(60_000);
  assertEquals([posts.length, host.pending], [2, 0]);

  const offline = scene();
  offline.answers.push(...Array(100).fill("failed"));
  await offline.host.advance(8_000);
  offline.reporter.stop();
  await offline.host.advance(600_000);
  assertEquals(offline.host.pending, 0);
  assert(offline.posts.length <= 10);
});

Deno.test("QualityReporter goes on when there are no statistics for a while, and says when the page leaves [QUAL-11]", async () => {
  const { host, reporter, posts, state } = scene();
  await host.advance(3_000);
  state.stats = false;
  await host.advance(4_000);
  state.stats = true;
  await host.advance(2_000);
  reporter.leave();
  await settled();
  assertEquals(posts.at(-1)?.leaving, true);
  assertEquals(reporter.unsent, 0);
  reporter.stop();
});
