import { Icon } from "../icons.tsx";
import { connectionNotice } from "../models/connection_notice.ts";
import type { WayIn } from "../models/way_in.ts";
import { isUnderWay } from "../models/visit_stage.ts";
import type { VisitScreen } from "./visit_screen.ts";
import { visitText as t } from "./visit_text.ts";

/** Says that the server can't be reached, which is not the same as the other side being gone. */
export function ConnectionBanner({ screen }: { screen: VisitScreen }) {
  const { visit } = screen;
  const notice = connectionNotice(visit.connection.value);
  return (
    <div class="visit-connection" role="status">
      {notice && (
        <div class="banner warn">
          <Icon of="offline" />
          <p>
            <strong>{t(`connection_${notice}`)}</strong>{" "}
            {isUnderWay(visit.stage.value) && t("connection_visit_goes_on")}
          </p>
          {notice === "signed_out"
            ? <WayBack wayIn={screen.wayIn.value} />
            : <button type="button" onClick={() => visit.reconnectNow()}>{t(`remedy_${notice}`)}</button>}
        </div>
      )}
    </div>
  );
}

function WayBack({ wayIn }: { wayIn: WayIn }) {
  return <a class="button" href={wayIn}>{t(wayIn === "/join" ? "open_invitation" : "sign_in")}</a>;
}

/** What is wrong between the two people right now, over the pictures, and what is being done about it. */
export function StageNotes({ screen }: { screen: VisitScreen }) {
  const { visit, peer: sink } = screen;
  const Notes = screen.late.value?.Notes;
  const { name } = visit.peer;
  const oneWay = visit.snapshot.value?.oneWay;
  const stage = visit.stage.value;
  return (
    <div class="stage-notes">
      <div role="status">
        {stage === "reconnecting" && (
          <p class="note">
            <span class="spinner" aria-hidden="true" />
            {t("media_reconnecting", { name })}
          </p>
        )}
        {oneWay && stage === "connected" && (
          <p class="note">
            <Icon of={oneWay === "not_heard" ? "microphone_off" : "speaker_off"} />
            {t(oneWay, { name })}
          </p>
        )}
      </div>
      {Notes && <Notes screen={screen} />}
      {visit.participation.cameraProblem.value && (
        <p class="note" role="status">
          <Icon of="camera_off" />
          <span>{t(`camera_${visit.participation.cameraProblem.value}`)} {t("camera_heard", { name })}</span>
          <button
            type="button"
            class="quiet"
            title={t("close")}
            onClick={() => void visit.participation.carryOn()}
          >
            <Icon of="close" />
            <span class="hidden">{t("close")}</span>
          </button>
        </p>
      )}
      {visit.blocked.value && (
        <button type="button" class="primary" onClick={() => void sink.play()}>
          <Icon of="speaker" />
          {t("blocked", { name })}
        </button>
      )}
    </div>
  );
}
