import { Empty } from "../islands/empty.tsx";
import { formatDuration } from "../islands/format.ts";
import { Icon } from "../islands/icons.tsx";
import { When } from "../islands/when.tsx";
import { isOver } from "../realtime/core/call.ts";
import type { CallReport } from "../realtime/call_report.ts";
import { failuresOf, numberToQuote } from "./call_failures.ts";
import { CallPlots } from "./call_plots.tsx";
import { callReportText as t } from "./call_report_text.ts";
import { CallTimeline } from "./call_timeline.tsx";
import { clinicText } from "./clinic_text.ts";

export interface CallReportViewProps {
  report: CallReport;
  title: string;
  /** Where the way back leads. */
  forAdmin: boolean;
}

/** One call: what it was, what went wrong, what happened when, and how good the connection was. */
export function CallReportView({ report, title, forAdmin }: CallReportViewProps) {
  const { call, samples, timeline } = report;
  return (
    <div class="clinic">
      <p>
        <a class="back" href={forAdmin ? "/clinic" : "/history"}>
          <Icon of="back" />
          <span>{t(forAdmin ? "to_clinic" : "to_history")}</span>
        </a>
      </p>
      <h1>{title}</h1>
      <Failures call={call} />
      <section class="card stack" aria-labelledby="facts-title">
        <h2 id="facts-title">{t("facts")}</h2>
        <Facts report={report} />
      </section>
      <section class="card stack" aria-labelledby="timeline-title">
        <h2 id="timeline-title">{t("timeline")}</h2>
        <CallTimeline call={call} timeline={timeline} />
      </section>
      <section class="stack" aria-labelledby="quality-title">
        <h2 id="quality-title">{t("quality")}</h2>
        {samples.length === 0
          ? <Empty icon="info" title={t("no_quality")}>{t("no_quality_text")}</Empty>
          : <CallPlots call={call} samples={samples} />}
      </section>
    </div>
  );
}

function Failures({ call }: Pick<CallReport, "call">) {
  const failures = failuresOf(call);
  if (failures.length === 0) return null;
  return (
    <section class="banner warn" aria-labelledby="failed-title">
      <Icon of="warning" />
      <div class="stack">
        <h2 id="failed-title">{t("what_failed")}</h2>
        {failures.map((one) => <p key={one}>{t(one)}</p>)}
        <p>
          {t("number")}: <code class="quoted">{numberToQuote(call.call_id)}</code>
        </p>
      </div>
    </section>
  );
}

function Facts({ report: { call, devices } }: { report: CallReport }) {
  const result = call.end_reason ? clinicText(`end_${call.end_reason}`) : t("going_on");
  const path = call.quality?.path;
  return (
    <>
      <dl class="facts">
        <dt>{t("when")}</dt>
        <dd>
          <When at={call.initiated_at} />
        </dd>
        <dt>{t("kind")}</dt>
        <dd>{t(call.call_type)}</dd>
        <dt>{t("result")}</dt>
        <dd>{isOver(call) ? result : t("going_on")}</dd>
        {call.connected_at !== null && isOver(call) && (
          <>
            <dt>{t("duration")}</dt>
            <dd>{formatDuration(call.duration)}</dd>
          </>
        )}
        {path && (
          <>
            <dt>{t("path")}</dt>
            <dd>{t(`path_${path}`)}</dd>
          </>
        )}
        {devices.length > 0 && (
          <>
            <dt>{t("devices")}</dt>
            <dd>
              {[call.caller, call.callee].map(({ id, name }) => {
                const own = devices.filter((one) => one.userId === id).map((one) => one.device);
                return own.length > 0 && <p key={id}>{t("device_of", { name, devices: own.join(", ") })}</p>;
              })}
            </dd>
          </>
        )}
        <dt>{t("number")}</dt>
        <dd>
          <code class="quoted">{numberToQuote(call.call_id)}</code>
        </dd>
      </dl>
      <p class="field-hint">{t("number_hint")}</p>
    </>
  );
}
