import type { ComponentChildren } from "preact";
import type { DeskModel, DeskTask } from "../models/desk_model.ts";
import type { HomeModel } from "../models/home_model.ts";
import { showModal } from "../show_modal.ts";
import { AppointmentForm } from "./appointment_form.tsx";
import { deskText as t } from "./desk_text.ts";
import { InviteDialog } from "./invite_dialog.tsx";

/** The dialog of what is being done at the desk, if anything is. */
export function DeskDialogs({ model }: { model: HomeModel }) {
  const { desk } = model;
  const task = desk.task.value;
  switch (task.name) {
    case "none":
      return null;
    case "new":
      return (
        <DeskDialog key="new" desk={desk} title={t("new_title")}>
          <AppointmentForm model={model} task={task} />
        </DeskDialog>
      );
    case "change":
      return (
        <DeskDialog key="change" desk={desk} title={t("change_title")}>
          <p>{t("with", { name: model.othersOf(task.appointment)[0].name })}</p>
          <AppointmentForm model={model} task={task} />
        </DeskDialog>
      );
    case "cancel":
      return <CancelDialog model={model} task={task} />;
    case "invite":
      return (
        <DeskDialog key="invite" desk={desk} title={t("invite_title")}>
          <InviteDialog desk={desk} task={task} />
        </DeskDialog>
      );
  }
}

function CancelDialog({ model, task }: { model: HomeModel; task: Extract<DeskTask, { name: "cancel" }> }) {
  const { desk } = model;
  return (
    <DeskDialog key="cancel" desk={desk} title={t("cancel_title")}>
      <p>{t("cancel_text", { name: model.othersOf(task.appointment)[0].name })}</p>
      <div class="actions">
        <button type="button" class="danger" disabled={desk.busy.value} onClick={() => void desk.cancel()}>
          {t("cancel_do")}
        </button>
        <button type="button" class="quiet" autofocus onClick={() => desk.close()}>{t("keep")}</button>
      </div>
    </DeskDialog>
  );
}

/** Codes of refusals that have words of their own. */
const REFUSALS = ["bad_request", "forbidden", "not_found", "rate_limited", "unauthorized"] as const;

function problemText(code: string, task: DeskTask["name"]): string {
  if (code === "conflict") return t(task === "invite" ? "refused_conflict_invite" : "refused_conflict");
  const known = REFUSALS.find((one) => one === code);
  return t(known ? `refused_${known}` : code === "unavailable" ? "failed" : "refused");
}

function DeskDialog(
  { desk, title, children }: { desk: DeskModel; title: string; children: ComponentChildren },
) {
  const problem = desk.problem.value;
  return (
    <dialog class="dialog" aria-labelledby="desk-title" ref={showModal} onClose={() => desk.close()}>
      <h2 id="desk-title">{title}</h2>
      {problem !== null && <p class="notice bad" role="alert">{problemText(problem, desk.task.value.name)}
      </p>}
      {children}
    </dialog>
  );
}
