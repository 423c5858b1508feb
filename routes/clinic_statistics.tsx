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
  return (
    <dl class="figures">
      <Figure name={t("total")} value={count(total)} />
      <Figure name={t("answered")} value={share(answered_rate ?? 0)} />
      <Figure name={t("failed")} value={share(failed_calls / total)} more={count(failed_calls)} />
      <Figure name={t("missed")} value={share(missed_calls / total)} more={count(missed_calls)} />
      <Figure name={t("declined")} value={share(declined_calls / total)} more={count(declined_calls)} />
      <Span name={t("time_to_connect")} both={measures.time_to_connect} format={inUnit("second", 1)} />
      <Span name={t("duration")} both={measures.duration} format={formatDuration} />
    </dl>
  );
}

function Figure({ name, value, more }: { name: string; value: string; more?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value}
        {more !== undefined && <span class="muted">{more}</span>}
      </dd>
    </div>
  );
}

/** How long something took: in the middle, and with the slow ones. */
function Span(
  { name, both, format }: {
    name: string;
    both: CallMeasuresObject["duration"];
    format(value: number): string;
  },
) {
  if (!both) return <Figure name={name} value={t("none")} />;
  return <Figure name={name} value={format(both.p50)} more={t("slow", { p95: format(both.p95) })} />;
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
