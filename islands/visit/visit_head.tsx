import { formatStopwatch } from "../format.ts";
import { roleText } from "../people_text.ts";
import { Avatar } from "../person.tsx";
import { stateWords } from "./state_words.ts";
import type { VisitScreen } from "./visit_screen.ts";
import { visitText as t } from "./visit_text.ts";

/** Who the visit is with, how it stands in words, for how long it has been connected, and how well. */
export function VisitHead({ screen }: { screen: VisitScreen }) {
  const { visit } = screen;
  const stage = visit.stage.value;
  const Network = screen.late.value?.Network;
  return (
    <header class="visit-head">
      <Avatar user={visit.peer} />
      <div class="visit-who">
        <h1 dir="auto">{visit.peer.name}</h1>
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
        {stage === "connected" && Network && <Network screen={screen} />}
      </div>
    </header>
  );
}
