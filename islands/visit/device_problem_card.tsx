import { Icon } from "../icons.tsx";
import { mediaProblemText } from "../media_problem_text.ts";
import type { VisitScreen } from "./visit_screen.ts";
import { visitText as t } from "./visit_text.ts";

/** Camera or microphone can't be had: why, what helps, and how to go on without. */
export function DeviceProblemCard({ screen: { visit } }: { screen: VisitScreen }) {
  const { participation } = visit;
  const problem = participation.problem.value;
  if (!problem) return null;
  const { kind, error } = problem;
  const asking = visit.stage.value === "asking";
  const wanted = asking ? participation.kind.value : visit.call.value.call_type;
  const start = (callType: "video" | "voice") =>
    void (asking ? participation.answerWith(callType) : participation.startDevices(callType));
  return (
    <section class="stage-card" role="alert" aria-labelledby="device-problem">
      <Icon of="warning" />
      <h2 id="device-problem">{mediaProblemText(`problem_${kind}`, { error })}</h2>
      <p>{mediaProblemText(`problem_${kind}_help`)}</p>
      <div class="actions">
        <button type="button" class="primary" onClick={() => start(wanted)}>{t("try_again")}</button>
        {wanted === "video" && <button type="button" onClick={() => start("voice")}>{t("sound_only")}
        </button>}
        <button type="button" class="quiet" onClick={() => void participation.carryOn()}>
          {t("listen_only")}
        </button>
        {asking && (
          <button type="button" class="danger" onClick={() => visit.decline()}>{t("decline")}</button>
        )}
      </div>
    </section>
  );
}
