import { ChatPanel } from "./chat_panel.tsx";
import { ControlBar } from "./control_bar.tsx";
import { LeaveDialog } from "./leave_dialog.tsx";
import { PeerTile } from "./peer_tile.tsx";
import { SelfTile } from "./self_tile.tsx";
import { StageCard } from "./stage_card.tsx";
import { ConnectionBanner, StageNotes } from "./stage_notes.tsx";
import { VisitHead } from "./visit_head.tsx";
import type { VisitScreen } from "./visit_screen.ts";
import { VisitSummary } from "./visit_summary.tsx";

/** A visit from the first ring to the summary after its end. */
export function VisitView({ model: screen }: { model: VisitScreen }) {
  const { visit } = screen;
  const stage = visit.stage.value;
  if (stage === "over") {
    const After = screen.after.value.value;
    return (
      <>
        <VisitSummary
          call={visit.ended}
          me={visit.me.id}
          peer={visit.peer}
          conversationId={visit.chat.conversation.conversation_id}
          visit={visit}
        >
          {After && <After />}
        </VisitSummary>
        <ChatPanel screen={screen} />
      </>
    );
  }
  return (
    <div
      class="visit"
      data-stage={stage}
      data-kind={visit.call.value.call_type}
      data-chat={visit.chatOpen.value ? "open" : "closed"}
    >
      <VisitHead visit={visit} />
      <ConnectionBanner screen={screen} />
      <div class="visit-stage">
        <PeerTile screen={screen} />
        <SelfTile screen={screen} />
        <StageNotes screen={screen} />
        <StageCard visit={visit} />
      </div>
      <ChatPanel screen={screen} />
      <ControlBar visit={visit} />
      <LeaveDialog screen={screen} />
    </div>
  );
}
