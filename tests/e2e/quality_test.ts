import type { QualityMetricsObject } from "../../realtime/core/objects.ts";
import type { QualitySummaryObject } from "../../realtime/core/quality_objects.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { launchChromium } from "../support/chromium.ts";
import { granted } from "../support/granted.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";
import { VisitWindow } from "../support/visit_window.ts";

const WAIT_MS = 20_000;
const KBPS_SANE_MAX = 20_000;

async function read<T>({ page }: VisitWindow, path: string): Promise<T> {
  return await (await page.request.get(path)).json();
}

/** Asks again until there are samples of this many people. */
async function samplesOf(
  window: VisitWindow,
  callId: string,
  people: number,
): Promise<QualityMetricsObject[]> {
  const until = Date.now() + WAIT_MS;
  while (true) {
    const { metrics } = await read<{ metrics: QualityMetricsObject[] }>(
      window,
      `/api/calls/${callId}/quality-metrics`,
    );
    if (new Set(metrics.map((one) => one.user_id)).size >= people) return metrics;
    if (Date.now() > until) throw new Error(`samples came of ${metrics.map((one) => one.user_id)} only`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function assertSane(sample: QualityMetricsObject): void {
  const { rtt, packet_loss, jitter, audio_bitrate, video_bitrate, video_framerate } = sample;
  const within = (value: number | null, max: number) => value !== null && value >= 0 && value <= max;
  assert(within(rtt, 1_000) && within(packet_loss, 100) && within(jitter, 1_000), JSON.stringify(sample));
  assert(within(audio_bitrate, 600) && (audio_bitrate ?? 0) > 0, JSON.stringify(sample));
  assert(sample.audio_quality !== null && sample.relay === false, JSON.stringify(sample));
  if (video_framerate === null) return;
  assert(within(video_framerate, 61) && within(video_bitrate, KBPS_SANE_MAX), JSON.stringify(sample));
}

Deno.test({
  name:
    "a short visit leaves samples of both sides, a word on its quality, and a summary at its end [QUAL-12]",
  ignore: !granted("read", "write", "run", "net", "env", "sys"),
  // Playwright keeps pipes and timers of its own until the process ends.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    await using dataDir = await tempDataDir();
    await using server = await ServerProcess.start({ dataDir: dataDir.path });
    const browser = await launchChromium();
    try {
      const patient = await VisitWindow.open(browser, server.origin, "patient@demo.test");
      const doctor = await VisitWindow.open(browser, server.origin, "doctor@demo.test");
      await patient.press("Video call with Dr. Dana Doctor");
      await doctor.press("Accept");
      await Promise.all([patient.isConnected(), doctor.isConnected()]);
      await Promise.all([patient.sees(/^Connection: /), doctor.sees(/^Connection: /)]);
      const callId = new URL(patient.page.url()).pathname.split("/").at(-1) ?? "";
      // What a page has measured goes before the page does.
      await doctor.page.reload();
      await doctor.isConnected();
      const { user } = await read<{ user: { id: number } }>(doctor, "/api/auth/me");
      const early = await samplesOf(patient, callId, 1);
      assert(early.some((one) => one.user_id === user.id));
      await patient.press(/^Leave/);
      await patient.press("End visit");
      await doctor.sees("The visit has ended.");

      const samples = await samplesOf(doctor, callId, 2);
      // While the other page was loaded again nothing came, which counts as lost.
      const heard = samples.filter((one) => one.packet_loss !== 100);
      for (const sample of heard) assertSane(sample);
      assertEquals(new Set(heard.map((one) => one.user_id)).size, 2);
      assert(samples.some((one) => one.video_framerate !== null && one.video_resolution !== null));
      const times = samples.map((one) => `${one.user_id} ${one.timestamp}`);
      assertEquals(new Set(times).size, times.length);

      const { call } = await read<{ call: { quality: QualitySummaryObject; duration: number } }>(
        doctor,
        `/api/calls/${callId}`,
      );
      assertEquals(call.quality.samples, samples.length);
      assertEquals([call.quality.participants.length, call.quality.path], [2, "direct"]);
      assert((call.quality.rtt?.p95 ?? -1) >= (call.quality.rtt?.p50 ?? 0));
      assert(call.quality.worst_minute !== null);
      assertEquals([...patient.complaints, ...doctor.complaints], []);
      const { rtt, jitter, video_bitrate, audio_quality, video_quality } = call.quality;
      console.log(JSON.stringify({ rtt, jitter, video_bitrate, audio_quality, video_quality }));
    } finally {
      await browser.close();
    }
  },
});
