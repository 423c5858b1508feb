import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "../icons.tsx";
import type { VisitModel } from "../models/visit_model.ts";
import { Avatar } from "../person.tsx";
import type { VisitScreen } from "./visit_screen.ts";
import { visitText as t } from "./visit_text.ts";

/** The one thing to decide or to know before the pictures, as a card over them. */
export function StageCard({ screen }: { screen: VisitScreen }) {
  const { visit, late } = screen;
  const stage = visit.stage.value;
  const DeviceProblem = late.value?.DeviceProblem;
  if (stage === "elsewhere") return <ElsewhereCard />;
  if (visit.participation.problem.value && DeviceProblem) return <DeviceProblem screen={screen} />;
  if (stage === "incoming") return <IncomingCard visit={visit} />;
  if (stage === "asking") return <AskingCard visit={visit} />;
  return null;
}

function IncomingCard({ visit }: { visit: VisitModel }) {
  const { name } = visit.peer;
  const video = visit.call.value.call_type === "video";
  return (
    <Card title={t("ask_title", { name })} avatar={<Avatar user={visit.peer} />}>
      {visit.participation.failure.value && (
        <p role="alert">{t(`failed_${visit.participation.failure.value}`)}</p>
      )}
      <div class="actions">
        <Action
          icon={video ? "camera" : "phone"}
          tone="accept"
          onClick={() => visit.participation.accept(visit.call.value.call_type)}
        >
          {t(video ? "accept_video" : "accept")}
        </Action>
        {video && (
          <Action icon="phone" onClick={() => visit.participation.accept("voice")}>
            {t("accept_voice")}
          </Action>
        )}
        <Action icon="hang_up" tone="danger" onClick={() => visit.decline()}>{t("decline")}</Action>
      </div>
    </Card>
  );
}

function AskingCard({ visit }: { visit: VisitModel }) {
  const { name } = visit.peer;
  const kind = visit.participation.kind.value;
  return (
    <Card title={t("ask_title", { name })} avatar={<Avatar user={visit.peer} />}>
      <p>{t(`ask_${kind}`, { name })}</p>
      <div class="actions">
        <Action
          icon={kind === "video" ? "camera" : "microphone"}
          tone="primary"
          onClick={() => visit.participation.answerWith(kind)}
        >
          {t(`ask_allow_${kind}`)}
        </Action>
        {kind === "video" && (
          <Action icon="phone" onClick={() => visit.participation.answerWith("voice")}>
            {t("sound_only")}
          </Action>
        )}
        <Action icon="hang_up" tone="danger" onClick={() => visit.decline()}>{t("decline")}</Action>
      </div>
    </Card>
  );
}

function ElsewhereCard() {
  return (
    <Card title={t("elsewhere_title")}>
      <p>{t("elsewhere_text")}</p>
      <div class="actions">
        <a class="button primary" href="/">{t("home")}</a>
      </div>
    </Card>
  );
}

function Card(
  { title, avatar, children }: { title: string; avatar?: ComponentChildren; children: ComponentChildren },
) {
  return (
    <section class="stage-card" aria-labelledby="stage-card-title">
      {avatar}
      <h2 id="stage-card-title">{title}</h2>
      {children}
    </section>
  );
}

function Action(
  { icon, tone = "", onClick, children }: {
    icon: IconName;
    tone?: string;
    onClick: () => void;
    children: ComponentChildren;
  },
) {
  return (
    <button type="button" class={tone} onClick={onClick}>
      <Icon of={icon} />
      {children}
    </button>
  );
}
