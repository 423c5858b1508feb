import { InviteDialog } from "../home/invite_dialog.tsx";
import { PlacingDialog } from "../home/placing_dialog.tsx";
import { Icon } from "../icons.tsx";
import type { QueueModel } from "../models/queue_model.ts";
import { showModal } from "../show_modal.ts";
import { QueueRow } from "./queue_row.tsx";
import { queueText as t } from "./queue_text.ts";

/** Who waits, the next one first, and what can be done about each. */
export function QueueView({ model }: { model: QueueModel }) {
  const { entries } = model.queue.value;
  const obstacle = model.obstacle.value;
  const problem = model.problem.value;
  return (
    <section class="queue" aria-labelledby="queue">
      <div class="section-head">
        <h2 id="queue">{t("title")}</h2>
        <p role="status" class="muted">
          {entries.length === 0 ? t("nobody") : t("count", { count: entries.length })}
        </p>
      </div>
      {obstacle && <p id="queue-obstacle" class="obstacle">{t(obstacle)}</p>}
      {problem && <p class="notice bad" role="alert">{t(problem)}</p>}
      {entries.length > 0 && (
        <ol class="rows">
          {entries.map((one) => (
            <QueueRow key={`${one.appointment_id} ${one.user.id}`} model={model} entry={one} />
          ))}
        </ol>
      )}
      <PlacingDialog placer={model.placer} />
      <NotComeDialog model={model} />
      <Invitation model={model} />
    </section>
  );
}

function NotComeDialog({ model }: { model: QueueModel }) {
  const entry = model.asksAbout.value;
  if (!entry) return null;
  const close = () => model.asksAbout.value = null;
  return (
    <dialog class="dialog" aria-labelledby="not-come-title" ref={showModal} onClose={close}>
      <h2 id="not-come-title">{t("not_come_title", { name: entry.user.name })}</h2>
      <p>{t("not_come_text")}</p>
      <div class="actions">
        <button type="button" class="danger" disabled={model.busy.value} onClick={() => void model.notCome()}>
          {t("not_come_yes")}
        </button>
        <button type="button" class="quiet" autofocus onClick={close}>{t("cancel")}</button>
      </div>
    </dialog>
  );
}

function Invitation({ model: { desk } }: { model: QueueModel }) {
  const task = desk.task.value;
  if (task.name !== "invite") return null;
  const problem = desk.problem.value;
  return (
    <dialog class="dialog" aria-labelledby="queue-invite" ref={showModal} onClose={() => desk.close()}>
      <h2 id="queue-invite">
        <Icon of="send" /> {t("invite_title")}
      </h2>
      {problem !== null && <p class="notice bad" role="alert">{problem || t("failed")}</p>}
      <InviteDialog desk={desk} task={task} />
    </dialog>
  );
}
