import type { SeenInvitation } from "../../realtime/core/api/invitation_operations.ts";
import { Icon } from "../icons.tsx";
import type { JoinModel } from "../models/join_model.ts";
import { When } from "../when.tsx";
import { joinText as t } from "./join_text.ts";
import { formatStopwatch } from "../stopwatch.ts";

/** The countdown shows seconds from here on; before, a time of day says more. */
const COUNTDOWN_SECONDS_MAX = 3_600;

/** With whom, and when. */
export function VisitFacts({ invitation }: { invitation: SeenInvitation }) {
  const [before, after] = t("until").split("{time}");
  return (
    <ul class="visit-facts">
      <li>
        <Icon of="user" />
        <span>
          <span class="hidden">{t("with")}</span>{" "}
          <strong>
            <bdi>{invitation.doctor.name}</bdi>
          </strong>
        </span>
      </li>
      <li>
        <Icon of="calendar" />
        <span>
          <When at={invitation.starts_at} /> {before}
          <When at={invitation.ends_at} as="clock" />
          {after}
        </span>
      </li>
    </ul>
  );
}

/** When the door opens, and in the last hour how long that is. */
export function Countdown({ model, opensAt }: { model: JoinModel; opensAt: string }) {
  const seconds = model.opensInSeconds.value ?? Infinity;
  if (seconds > COUNTDOWN_SECONDS_MAX) {
    return (
      <p class="notice">
        {t("opens")}{" "}
        <strong>
          <When at={opensAt} />
        </strong>
      </p>
    );
  }
  return (
    <p class="notice">
      {t("opens_in")} <strong role="timer">{formatStopwatch(seconds)}</strong>
    </p>
  );
}
