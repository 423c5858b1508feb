import { formatStopwatch } from "../format.ts";
import type { VisitModel } from "../models/visit_model.ts";
import { roleText } from "../people_text.ts";
import { Avatar } from "../person.tsx";
import { stateWords } from "./state_words.ts";
import { visitText as t } from "./visit_text.ts";

/** Who the visit is with, how it stands in words, for how long it has been connected, and how well. */
export function VisitHead({ visit }: { visit: VisitModel }) {
  const stage = visit.stage.value;
  const quality = visit.quality.value;
  return (
    <header class="visit-head">
      <Avatar user={visit.peer} />
      <div class="visit-who">
        <h1>{visit.peer.name}</h1>
        <p class="visit-role">{roleText(visit.peer.role)}</p>
      </div>
      <div class="visit-standing">
        <p class={`visit-state ${stage}`} role="status">{stateWords(visit)}</p>
        {(stage === "connected" || stage === "reconnecting") && (
          <p class="visit-time">
            <span class="hidden">{t("duration")}</span>
            <span role="timer" aria-live="off">{formatStopwatch(visit.seconds.value)}</span>
          </p>
        )}
        {stage === "connected" && quality && (
          <p class={`visit-quality ${quality}`}>{t(`quality_${quality}`)}</p>
        )}
      </div>
    </header>
  );
}
