import { useSignal } from "@preact/signals";
import type { WaitingModel } from "../models/waiting_model.ts";
import { showModal } from "../show_modal.ts";
import { waitingText as t } from "./waiting_text.ts";

/** The way out, with a question before it. */
export function LeaveRoom({ model }: { model: WaitingModel }) {
  const asks = useSignal(false);
  const { name } = model.appointment.value.doctor;
  const close = () => asks.value = false;
  return (
    <>
      <button type="button" class="quiet" onClick={() => asks.value = true}>{t("leave")}</button>
      {asks.value && (
        <dialog class="dialog" aria-labelledby="leave-title" ref={showModal} onClose={close}>
          <h2 id="leave-title">{t("leave_title")}</h2>
          <p>{t("leave_text", { name })}</p>
          {model.problem.value === "leave" && <p class="notice bad" role="alert">{t("leave_failed")}</p>}
          <div class="actions">
            <button
              type="button"
              class="danger"
              disabled={model.isLeaving.value}
              onClick={() => void model.leave()}
            >
              {t("leave_yes")}
            </button>
            <button type="button" autofocus onClick={close}>{t("leave_no")}</button>
          </div>
        </dialog>
      )}
    </>
  );
}
