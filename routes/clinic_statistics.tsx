import { Empty } from "../islands/empty.tsx";
import { formatDuration } from "../islands/format.ts";
import type { CallMeasuresObject } from "../realtime/core/call_measures.ts";
import type { CallStatisticsObject } from "../realtime/core/statistics_objects.ts";
import { PAGE_PERIODS, type PagePeriod } from "./clinic_periods.ts";
import { clinicText as t } from "./clinic_text.ts";
import { ClinicQuality } from "./clinic_quality.tsx";
import { BarPlot } from "./plots/bar_plot.tsx";
import { count, dayName, ends, inUnit, share } from "./plots/plot_numbers.ts";

export interface ClinicStatisticsProps {
  period: PagePeriod;
  zone: string;
  statistics: CallStatisticsObject;
  measures: CallMeasuresObject;
}

/** Calls in numbers over a period: how many, how they went, how they ended and how good they were. */
export function ClinicStatistics({ period, zone, statistics, measures }: ClinicStatisticsProps) {
  return (
    <section class="clinic-numbers" aria-labelledby="numbers-title">
      <div>
        <div class="section-head">
          <h2 id="numbers-title">{t("statistics")}</h2>
          <nav class="clinic-nav" aria-label={t("period")}>
            <ul>
              {PAGE_PERIODS.map((one) => (
                <li key={one}>
                  <a
                    href={`/clinic?period=${one}#numbers-title`}
                    aria-current={one === period ? "true" : undefined}
                  >
                    {t(`period_${one}`)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </div>
        <p class="muted">{t("days_of", { zone })}</p>
      </div>
      {statistics.total_calls === 0
        ? <Empty icon="history" title={t("no_calls")}>{t("no_calls_text")}</Empty>
        : (
          <>
            <Figures statistics={statistics} measures={measures} />
            <CallsByDay statistics={statistics} />
            <Reasons measures={measures} />
            <ClinicQuality measures={measures} />
          </>
        )}
    </section>
  );
}

function Figures({ statistics, measures }: Pick<ClinicStatisticsProps, "statistics" | "measures">) {
  const { total_calls: total, failed_calls, missed_calls, declined_calls, answered_rate } = statistics;
  const ofAll = (calls: number) => `${count(calls)} (${share(calls / total)})`;
  const figures = [
    [t("total"), count(total)],
    [t("answered"), share(answered_rate ?? 0)],
    [t("failed"), ofAll(failed_calls)],
    [t("missed"), ofAll(missed_calls)],
    [t("declined"), ofAll(declined_calls)],
    [t("time_to_connect"), bothOf(measures.time_to_connect, inUnit("second", 1))],
    [t("duration"), bothOf(measures.duration, formatDuration)],
  ] as const;
  return (
    <dl class="figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {typeof value === "string" ? value : (
              <>
                {value.p50}
                <span class="muted">{t("slow", { p95: value.p95 })}</span>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function bothOf(both: CallMeasuresObject["duration"], format: (value: number) => string) {
  return both ? { p50: format(both.p50), p95: format(both.p95) } : t("none");
}

function CallsByDay({ statistics: { days = [] } }: Pick<ClinicStatisticsProps, "statistics">) {
  const values = (of: (one: (typeof days)[number]) => number) => days.map(of);
  return (
    <BarPlot
      id="by-day"
      title={t("by_day")}
      placeName={t("day")}
      places={days.map((one) => dayName(one.date, "long"))}
      axis={ends(days.map((one) => dayName(one.date)))}
      format={count}
      series={[
        { name: t("connected_calls"), look: "one", values: values((one) => one.completed_calls) },
        {
          name: t("unanswered_calls"),
          look: "two",
          values: values((one) => one.total_calls - one.completed_calls - one.failed_calls),
        },
        { name: t("failed_calls"), look: "three", values: values((one) => one.failed_calls) },
      ]}
    />
  );
}

function Reasons({ measures: { reasons } }: Pick<ClinicStatisticsProps, "measures">) {
  const all = reasons.reduce((sum, one) => sum + one.calls, 0);
  if (all === 0) return null;
  return (
    <div class="plot">
      <h3 id="reasons-title">{t("how_ended")}</h3>
      <table class="reasons" aria-labelledby="reasons-title">
        <thead>
          <tr>
            <th scope="col">{t("reason")}</th>
            <th scope="col">{t("total")}</th>
            <th scope="col">{t("share")}</th>
          </tr>
        </thead>
        <tbody>
          {reasons.map(({ end_reason, calls }) => (
            <tr key={end_reason}>
              <th scope="row">{t(`end_${end_reason}`)}</th>
              <td>{count(calls)}</td>
              <td>{share(calls / all)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
