import { formatStopwatch } from "../islands/format.ts";
import type { HistoryEntryObject, QualityMetricsObject } from "../realtime/core/objects.ts";
import { callReportText as t } from "./call_report_text.ts";
import { clinicText } from "./clinic_text.ts";
import { LinePlot } from "./plots/line_plot.tsx";
import { ends, inUnit, type Writing } from "./plots/plot_numbers.ts";
import { meansOver } from "./plots/plot_scale.ts";

/** Most places of a plot; a longer call has longer stretches. */
const PLACES_MAX = 60;

/** What is plotted, in which unit and with how many digits. */
const MEASURES: Record<Measure, Writing> = {
  rtt: ["millisecond", 0],
  packet_loss: ["percent", 1],
  jitter: ["millisecond", 1],
  audio_bitrate: ["kilobit-per-second", 0],
  video_bitrate: ["kilobit-per-second", 0],
};

type Measure = "rtt" | "packet_loss" | "jitter" | "audio_bitrate" | "video_bitrate";

interface CallPlotsProps {
  call: HistoryEntryObject;
  samples: readonly QualityMetricsObject[];
}

/** What both devices measured over the call. */
export function CallPlots({ call, samples }: CallPlotsProps) {
  const names = (Object.keys(MEASURES) as Measure[]).filter((name) =>
    name !== "video_bitrate" || call.call_type === "video"
  );
  return (
    <>
      <p class="muted">{t("quality_text")}</p>
      <div class="plots">
        {names.map((name) => <CallPlot key={name} name={name} call={call} samples={samples} />)}
      </div>
    </>
  );
}

function CallPlot({ name, call, samples }: CallPlotsProps & { name: Measure }) {
  const span = spanOf(call, samples);
  const starts = Array.from(
    { length: span.count },
    (_, n) => formatStopwatch((n * (span.until - span.from)) / span.count / 1_000),
  );
  const valuesOf = (userId: number) =>
    meansOver(
      samples.filter((one) => one.user_id === userId).map((one) => ({
        at: Date.parse(one.timestamp),
        value: one[name],
      })),
      span,
    );
  return (
    <LinePlot
      id={`call-${name}`}
      title={name === "audio_bitrate" || name === "video_bitrate" ? t(name) : clinicText(name)}
      placeName={clinicText("time")}
      places={starts}
      axis={ends(starts)}
      format={inUnit(...MEASURES[name])}
      series={[call.caller, call.callee].map(({ id, name }, n) => ({
        name: t("device_named", { name }),
        look: n === 0 ? "one" : "two",
        values: valuesOf(id),
      }))}
    />
  );
}

/** From the call's start to its last sample, in stretches of a whole number of seconds. */
export function spanOf(
  call: Pick<HistoryEntryObject, "initiated_at">,
  samples: readonly Pick<QualityMetricsObject, "timestamp">[],
): { from: number; until: number; count: number } {
  const times = samples.map((one) => Date.parse(one.timestamp));
  // A device's clock may be behind the server's.
  const from = Math.min(Date.parse(call.initiated_at), ...times.slice(0, 1));
  const last = times.reduce((a, b) => Math.max(a, b), from);
  const seconds = Math.max(Math.ceil((last - from + 1) / 1_000), 1);
  const stretch = Math.ceil(seconds / PLACES_MAX);
  const count = Math.ceil(seconds / stretch);
  return { from, until: from + count * stretch * 1_000, count };
}
