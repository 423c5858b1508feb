import { Icon, type IconName } from "../icons.tsx";
import { Mark } from "../mark.tsx";
import type { JoinModel, JoinStep } from "../models/join_model.ts";
import type { WayObstacle } from "../models/way_obstacle.ts";
import { arrivalText } from "./arrival_text.ts";
import { JoinForm } from "./join_form.tsx";
import { joinText as t } from "./join_text.ts";
import { ObstacleCard } from "./obstacle_card.tsx";
import { Countdown, VisitFacts } from "./visit_facts.tsx";

/** The one card of an invitation's page: what there is to say, with whom and when, and what can be done. */
export function JoinView({ model }: { model: JoinModel }) {
  const step = model.step.value;
  const obstacle = obstacleTo(step, model.obstacle.value);
  const { icon, title, text } = obstacle ? obstacleWords(obstacle) : wordsOf(step);
  return (
    <div class="card join">
      {icon
        ? (
          <span class="sign">
            <Icon of={icon} />
          </span>
        )
        : <Mark />}
      <div class="join-words" role="status">
        <h1>{title}</h1>
        <p>{text}</p>
      </div>
      {step.name === "seen" && <VisitFacts invitation={step.invitation} />}
      {obstacle ? <ObstacleCard model={model} obstacle={obstacle} /> : <NextStep model={model} step={step} />}
    </div>
  );
}

interface Words {
  /** The sign of the house where there is nothing special. */
  icon?: IconName;
  title: string;
  text: string;
}

/** What stands in the way of a visit that is still ahead; from an insecure address the clinic tells of none. */
function obstacleTo(step: JoinStep, obstacle: WayObstacle | null): WayObstacle | null {
  if (obstacle?.name === "insecure") return step.name === "no_link" ? null : obstacle;
  const isAhead = step.name === "seen" && step.invitation.state !== "over" &&
    step.invitation.state !== "cancelled";
  return isAhead ? obstacle : null;
}

function obstacleWords(obstacle: WayObstacle): Words {
  const app = obstacle.name === "in_app" ? obstacle.app || arrivalText("in_app_unknown") : "";
  return {
    icon: "warning",
    title: arrivalText(`${obstacle.name}_title`),
    text: arrivalText(`${obstacle.name}_text`, { app }),
  };
}

function wordsOf(step: JoinStep): Words {
  switch (step.name) {
    case "looking":
      return { title: t("title"), text: t("looking") };
    case "entered":
      return { title: t("title"), text: t("entered") };
    case "no_link":
      return { title: t("no_link_title"), text: t("no_link_text") };
    case "unknown":
      return { icon: "warning", title: t("unknown_title"), text: t("unknown_text") };
    case "limited":
      return { icon: "clock", title: t("limited_title"), text: t("limited_text") };
    case "unreachable":
      return { icon: "offline", title: t("unreachable_title"), text: t("unreachable_text") };
    case "seen": {
      const { state } = step.invitation;
      return { icon: SIGN[state], title: t(`${state}_title`), text: t(`${state}_text`) };
    }
  }
}

const SIGN: Record<Seen["state"], IconName | undefined> = {
  open: undefined,
  too_early: "clock",
  over: "check",
  cancelled: "calendar",
  already_open: "screen",
};

type Seen = Extract<JoinStep, { name: "seen" }>["invitation"];

function NextStep({ model, step }: { model: JoinModel; step: JoinStep }) {
  if (step.name === "unreachable") {
    return <button type="button" class="primary" onClick={() => void model.look()}>{t("try_again")}</button>;
  }
  if (step.name !== "seen") return null;
  const { invitation } = step;
  if (invitation.state === "open") return <JoinForm model={model} invitation={invitation} />;
  if (invitation.state === "too_early") return <Countdown model={model} opensAt={invitation.opens_at} />;
  return invitation.state === "already_open" ? <TakeOver model={model} /> : null;
}

function TakeOver({ model }: { model: JoinModel }) {
  const entering = model.entering.value;
  return (
    <>
      {model.problem.value === "unreachable" && <p class="notice bad" role="alert">{t("not_entered")}</p>}
      <button type="button" class="primary" disabled={entering} onClick={() => void model.enter(true)}>
        {t(entering ? "entering" : "continue_here")}
      </button>
    </>
  );
}
