import type { ComponentChildren } from "preact";
import type { CallPlacer, Placing } from "../models/call_placer.ts";
import { showModal } from "../show_modal.ts";
import { placingText as t } from "./placing_text.ts";

/** Leads through the placing of a call where something stands in its way. */
export function PlacingDialog({ placer }: { placer: CallPlacer }) {
  const placing = placer.placing.value;
  if (placing.step === "none" || placing.step === "calling") return null;
  const name = placing.plan.callee.name;
  return (
    <dialog
      class="dialog"
      aria-labelledby="placing-title"
      ref={showModal}
      onClose={() => placer.dismiss()}
    >
      <h2 id="placing-title">{titleOf(placing, name)}</h2>
      <Words placing={placing} name={name} />
      <div class="actions">
        <Actions placer={placer} placing={placing} />
      </div>
    </dialog>
  );
}

type Shown = Exclude<Placing, { step: "none" | "calling" }>;

function titleOf(placing: Shown, name: string): string {
  if (placing.step === "explaining") return t("explain_title", { name });
  return t(placing.step === "asking" ? "asking_title" : "problem_title");
}

function Words({ placing, name }: { placing: Shown; name: string }) {
  switch (placing.step) {
    case "explaining":
      return <p>{t(`explain_${placing.plan.callType}`, { name })} {t("explain_promise")}</p>;
    case "asking":
      return <p>{t("asking", { name })}</p>;
    case "no_media":
      return <p>{t(placing.problem)} {t(`${placing.problem}_help`)}</p>;
    case "refused":
      return <p>{t(refusalKey(placing.code), { name })}</p>;
  }
}

function refusalKey(code: string) {
  return code === "busy" || code === "not_found" || code === "rate_limited" ? code : "failed";
}

function Actions({ placer, placing }: { placer: CallPlacer; placing: Shown }) {
  const video = placing.plan.callType === "video";
  switch (placing.step) {
    case "explaining":
      return (
        <>
          <button type="button" class="primary" autofocus onClick={() => void placer.allow()}>
            {t("allow")}
          </button>
          <Dismiss placer={placer}>{t("cancel")}</Dismiss>
        </>
      );
    case "asking":
      return <Dismiss placer={placer}>{t("cancel")}</Dismiss>;
    case "no_media":
      return (
        <>
          <button type="button" class="primary" onClick={() => void placer.allow()}>{t("try_again")}</button>
          {video && (
            <button type="button" onClick={() => void placer.voiceInstead()}>{t("voice_instead")}</button>
          )}
          <Dismiss placer={placer}>{t("close")}</Dismiss>
        </>
      );
    case "refused":
      return <Dismiss placer={placer}>{t("close")}</Dismiss>;
  }
}

function Dismiss({ placer, children }: { placer: CallPlacer; children: ComponentChildren }) {
  return <button type="button" class="quiet" onClick={() => placer.dismiss()}>{children}</button>;
}
