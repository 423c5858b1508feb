import { Icon } from "../icons.tsx";
import type { Ring, RingModel, RingNotice } from "../models/ring_model.ts";
import { Avatar } from "../person.tsx";
import { roleText } from "../people_text.ts";
import { showModal } from "../show_modal.ts";
import { ConnectionBanner } from "./connection_banner.tsx";
import { ringText as t } from "./ring_text.ts";

/** Above every page: the connection's state, messages about calls, and the dialog of a call that rings. */
export function RingView({ model }: { model: RingModel }) {
  const ring = model.ring.value;
  const notice = model.notice.value;
  return (
    <section class="notices" aria-label={t("notices")}>
      <div role="status">
        <ConnectionBanner model={model} />
        {notice && <Notice model={model} notice={notice} />}
      </div>
      {ring && <RingDialog key={ring.call.call_id} model={model} ring={ring} />}
    </section>
  );
}

function Notice({ model, notice }: { model: RingModel; notice: RingNotice }) {
  return (
    <div class="banner">
      <Icon of={notice.end === "missed" || notice.end === "cancelled" ? "missed" : "info"} />
      <p>{t(notice.end, { name: notice.caller?.name ?? t("someone") })}</p>
      <button type="button" class="quiet" onClick={() => model.dismiss()}>
        <Icon of="close" />
        <span class="hidden">{t("dismiss")}</span>
      </button>
    </div>
  );
}

// Only the buttons decide: Escape is pressed by habit, and nobody should lose a doctor to it.
function keepOpen(event: Event): void {
  event.preventDefault();
}

function keepOpenOnEscape(event: KeyboardEvent): void {
  if (event.key === "Escape") event.preventDefault();
}

function RingDialog({ model, ring }: { model: RingModel; ring: Ring }) {
  const { call, caller } = ring;
  const video = call.call_type === "video";
  return (
    <dialog
      class="dialog ring"
      role="alertdialog"
      aria-labelledby="ring-title"
      aria-describedby="ring-kind"
      ref={showModal}
      onCancel={keepOpen}
      onKeyDown={keepOpenOnEscape}
    >
      <div class="ring-who">
        <span class="ring-waves">{caller && <Avatar user={caller} />}</span>
        <p id="ring-kind" class="muted">{t(video ? "incoming_video" : "incoming_voice")}</p>
        <h2 id="ring-title">{t("title", { name: caller?.name ?? t("someone") })}</h2>
        {caller && <p class="muted">{roleText(caller.role)}</p>}
      </div>
      <div class="actions">
        <button type="button" class="accept" autofocus onClick={() => model.accept()}>
          <Icon of={video ? "camera" : "phone"} />
          <span>{t("accept")}</span>
        </button>
        {video && (
          <button type="button" onClick={() => model.accept(true)}>
            <Icon of="phone" />
            <span>{t("accept_voice")}</span>
          </button>
        )}
        <button type="button" class="danger" onClick={() => model.decline()}>
          <Icon of="hang_up" />
          <span>{t("decline")}</span>
        </button>
      </div>
    </dialog>
  );
}
