import { isUnanswered } from "../../realtime/core/call.ts";
import { Icon } from "../icons.tsx";
import type { HomeModel } from "../models/home_model.ts";
import { homeText as t } from "./home_text.ts";

/** Says that a call of mine goes on, and leads back to it where that is possible. */
export function LiveBanner({ model }: { model: HomeModel }) {
  const live = model.liveCall;
  if (!live) return null;
  const { call } = live;
  const placed = call.caller_id === model.me.id;
  // Somebody else's call that rings has the ring's own dialog.
  if (isUnanswered(call) && !placed) return null;
  const name = model.otherOfLive(live)?.name;
  if (!live.here) {
    return (
      <div class="banner">
        <Icon of="phone" />
        <p>
          <strong>{t("live_elsewhere")}</strong> {t("live_elsewhere_text")}
        </p>
      </div>
    );
  }
  return (
    <div class="banner good">
      <Icon of={call.call_type === "video" ? "camera" : "phone"} />
      <p>
        <strong>
          {name ? t(isUnanswered(call) ? "live_ringing" : "live_title", { name }) : t("live_title_unknown")}
        </strong>
      </p>
      <a class="button primary" href={`/visit/${call.call_id}`}>{t("live_return")}</a>
    </div>
  );
}
