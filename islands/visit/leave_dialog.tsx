import type { VisitScreen } from "./visit_screen.ts";
import { visitText as t } from "./visit_text.ts";

/** Asks before a running visit is ended, because it ends for the other person too. */
export function LeaveDialog({ screen: { visit, leaveDialog } }: { screen: VisitScreen }) {
  return (
    <dialog
      ref={leaveDialog.attach}
      class="dialog"
      aria-labelledby="leave-title"
      aria-describedby="leave-text"
      onClose={leaveDialog.closed}
    >
      <h2 id="leave-title">{t("leave_title")}</h2>
      <p id="leave-text">{t("leave_text", { name: visit.peer.name })}</p>
      <div class="actions">
        <button type="button" class="danger" onClick={() => visit.end()}>{t("leave_yes")}</button>
        <button type="button" onClick={leaveDialog.closed}>{t("leave_no")}</button>
      </div>
    </dialog>
  );
}
