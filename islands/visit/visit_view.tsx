import { Icon } from "../icons.tsx";
import { ControlBar } from "./control_bar.tsx";
import { LeaveDialog } from "./leave_dialog.tsx";
import { PeerTile } from "./peer_tile.tsx";
import { SelfTile } from "./self_tile.tsx";
import { StageCard } from "./stage_card.tsx";
import { ConnectionBanner, StageNotes } from "./stage_notes.tsx";
import { VisitHead } from "./visit_head.tsx";
import type { VisitScreen } from "./visit_screen.ts";
import { visitText as t } from "./visit_text.ts";

/** A visit from the first ring to the summary after its end. */
export function VisitView({ model: screen }: { model: VisitScreen }) {
  const { visit } = screen;
  const stage = visit.stage.value;
  const { Chat, Summary = ShortSummary } = screen.late.value ?? {};
  if (stage === "over") {
    return (
      <>
        <Summary screen={screen} />
        {Chat && <Chat screen={screen} />}
      </>
    );
  }
  return (
    <div
      class="visit"
      data-stage={stage}
      data-kind={visit.call.value.call_type}
      data-chat={visit.chatOpen.value ? "open" : "closed"}
      {...screen.look.value}
    >
      <VisitHead screen={screen} />
      <ConnectionBanner screen={screen} />
      <div class="visit-stage">
        <PeerTile screen={screen} />
        <SelfTile screen={screen} />
        <StageNotes screen={screen} />
        <StageCard screen={screen} />
      </div>
      {Chat && <Chat screen={screen} />}
      <ControlBar screen={screen} />
      <LeaveDialog screen={screen} />
    </div>
  );
}

/** What is said of a visit that ended before the page was loaded whole. */
function ShortSummary({ screen: { visit } }: { screen: VisitScreen }) {
  return (
    <section class="card visit-summary">
      <h1 id="summary-title" tabIndex={-1}>{t("title_over", { name: visit.peer.name })}</h1>
      <a class="button primary" href="/">
        <Icon of="home" />
        {t("home")}
      </a>
    </section>
  );
}
