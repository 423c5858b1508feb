import type { DeviceProblem } from "../../realtime/core/device_check.ts";
import { problemWords } from "../device_problem_words.ts";
import { Icon, type IconName } from "../icons.tsx";
import type { CheckModel } from "../models/check_model.ts";
import { adviceFor } from "./advice.ts";
import type { StepProps } from "./check_screen.ts";
import { checkText as t } from "./check_text.ts";
import { NetworkRows } from "./network_rows.tsx";

const SIGNS: Record<"video" | "sound" | "not_possible", IconName> = {
  video: "check",
  sound: "phone",
  not_possible: "warning",
};

/** What it comes to, what helps, and where to go on. */
export function ResultStep({ screen: { check } }: StepProps) {
  const judgement = check.judgement.value;
  if (!judgement) return null;
  const { verdict, problems } = judgement;
  const isReady = verdict !== "not_possible";
  return (
    <>
      <span class={isReady ? "sign" : "sign bad"}>
        <Icon of={SIGNS[verdict]} />
      </span>
      <h1 id="check-title" tabIndex={-1}>{t(`result_${verdict}`)}</h1>
      <p>{t(`result_${verdict}_text`)}</p>
      <Problems problems={problems} />
      {check.network.state.value === "done" && check.network.relays.value.length === 0 && (
        <p class="field-hint">{t("no_relay")}</p>
      )}
      <div class="actions check-actions">
        <a class={isReady ? "button primary" : "button"} href={check.facts.next}>
          {t(check.facts.next === "/" ? "to_home" : "go_on")}
        </a>
        <button type="button" class={isReady ? undefined : "primary"} onClick={() => check.again()}>
          <Icon of="refresh" />
          {t("again")}
        </button>
      </div>
      <Sending check={check} />
      <Details check={check} />
    </>
  );
}

function Problems({ problems }: { problems: DeviceProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="found-title">
      <h2 id="found-title">{t("found")}</h2>
      <ul class="rows">
        {problems.map((problem) => (
          <li key={problem} class="row">
            <span class="row-words">
              <strong>{problemWords(problem)}</strong>
              <span class="muted">{adviceFor(problem)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Sending({ check }: { check: CheckModel }) {
  const sending = check.sending.value;
  return (
    <div class={sending === "failed" ? "banner warn" : "field-hint"}>
      <p role="status">
        {sending === "sending"
          ? t("sending")
          : sending === "sent"
          ? t("sent")
          : sending === "failed" && t("not_sent")}
      </p>
      {sending === "failed" && (
        <button type="button" onClick={() => void check.send()}>{t("send_again")}</button>
      )}
    </div>
  );
}

function Details({ check }: { check: CheckModel }) {
  const report = check.report.value;
  if (!report) return null;
  return (
    <details class="check-details">
      <summary>{t("details")}</summary>
      <div class="stack">
        <NetworkRows network={check.network} />
        <dl class="facts">
          <dt>{t("browser")}</dt>
          <dd>{report.browser}</dd>
        </dl>
        <p class="field-hint">{t("report_says")}</p>
        <div class="actions">
          <button type="button" onClick={() => check.download()}>{t("download")}</button>
        </div>
      </div>
    </details>
  );
}
