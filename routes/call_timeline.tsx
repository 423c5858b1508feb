import { useContext } from "preact/hooks";
import { formatFull } from "../islands/format.ts";
import { MomentContext } from "../islands/kit/moment.ts";
import { locale } from "../islands/text.ts";
import type { CallReport } from "../realtime/call_report.ts";
import { actionWords } from "./audit_words.ts";
import { callReportText as t } from "./call_report_text.ts";

/** What happened in a call, in words, in order, to the second. */
export function CallTimeline({ call, timeline }: Pick<CallReport, "call" | "timeline">) {
  const { zone } = useContext(MomentContext);
  if (timeline.length === 0) return <p class="muted">{t("no_timeline")}</p>;
  const nameOf = (actor: number | null) =>
    [call.caller, call.callee].find((one) => one.id === actor)?.name ?? t("by_clinic");
  return (
    <ol class="timeline">
      {timeline.map(({ at, actor, what }, n) => (
        <li key={n}>
          <time dateTime={at} title={formatFull(Date.parse(at), zone.value)}>
            {clockOf(Date.parse(at), zone.value)}
          </time>
          <span>
            <strong>{actionWords(what)}</strong>
            <span class="muted">{nameOf(actor)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

/** "14:30:05": in a call, seconds matter. */
function clockOf(at: number, zone: string): string {
  return new Intl.DateTimeFormat(locale(), {
    timeStyle: "medium",
    hourCycle: "h23",
    timeZone: zone || "UTC",
  }).format(at);
}
