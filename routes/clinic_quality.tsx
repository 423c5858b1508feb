import type { CallMeasuresObject, DayMeasuresObject } from "../realtime/core/call_measures.ts";
import { clinicText as t } from "./clinic_text.ts";
import { LinePlot } from "./plots/line_plot.tsx";
import { dayName, ends, inUnit, type Writing } from "./plots/plot_numbers.ts";

/** What is plotted, in which unit and with how many digits. */
const MEASURES: Record<Measure, Writing> = {
  rtt: ["millisecond", 0],
  jitter: ["millisecond", 1],
  packet_loss: ["percent", 1],
};

type Measure = "rtt" | "jitter" | "packet_loss";

/** Delay, jitter and loss of a period, day by day. */
export function ClinicQuality({ measures: { days } }: { measures: CallMeasuresObject }) {
  return (
    <>
      <div>
        <h3>{t("quality")}</h3>
        <p class="muted">{t("quality_text")}</p>
      </div>
      <div class="plots">
        {(Object.keys(MEASURES) as Measure[]).map((name) => <DayPlot key={name} name={name} days={days} />)}
      </div>
    </>
  );
}

function DayPlot({ name, days }: { name: Measure; days: readonly DayMeasuresObject[] }) {
  return (
    <LinePlot
      id={`day-${name}`}
      title={t(name)}
      placeName={t("day")}
      places={days.map((one) => dayName(one.date, "long"))}
      axis={ends(days.map((one) => dayName(one.date)))}
      format={inUnit(...MEASURES[name])}
      series={[
        { name: t("p50"), look: "one", values: days.map((one) => one[name]?.p50 ?? null) },
        { name: t("p95"), look: "two", values: days.map((one) => one[name]?.p95 ?? null) },
      ]}
    />
  );
}
