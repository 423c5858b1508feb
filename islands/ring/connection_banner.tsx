import type { ConnectionNotice } from "../models/connection_notice.ts";
import { Icon } from "../icons.tsx";
import type { RingModel } from "../models/ring_model.ts";
import { ringText as t } from "./ring_text.ts";

/** Says that the connection is gone, what that means, and what can be done. */
export function ConnectionBanner({ model }: { model: RingModel }) {
  const notice = model.connection;
  if (!notice) return null;
  return (
    <div class="banner warn">
      <Icon of="offline" />
      <p>
        <strong>{t(notice)}</strong> {notice === "reconnecting" && t("reconnecting_help")}{" "}
        {model.unsent > 0 && t("unsent", { count: model.unsent })}
      </p>
      <Remedy model={model} notice={notice} />
    </div>
  );
}

function Remedy({ model, notice }: { model: RingModel; notice: Exclude<ConnectionNotice, null> }) {
  if (notice === "signed_out") return <WayBack model={model} />;
  const label = ({ reconnecting: "try_now", given_up: "try_again", replaced: "use_here" } as const)[notice];
  return <button type="button" onClick={() => model.reconnect()}>{t(label)}</button>;
}

function WayBack({ model: { wayIn } }: { model: RingModel }) {
  return <a class="button" href={wayIn}>{t(wayIn === "/join" ? "open_invitation" : "sign_in")}</a>;
}
