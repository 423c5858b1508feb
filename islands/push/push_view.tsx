import { Drawing, Icon } from "../icons.tsx";
import type { DeviceModel } from "../models/device_model.ts";
import type { PushModel } from "../models/push_model.ts";
import { InstallPart } from "./install_part.tsx";
import { pushText as t } from "./push_text.ts";
import { browserFamily } from "./this_browser.ts";

const BELL = "M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4";

/** The switch, in words for how things stand. On the home page there is nothing where there is nothing to decide. */
export function PushView({ model: { push, install } }: { model: DeviceModel }) {
  if (!push.isShown.value) return null;
  return (
    <section class="card stack device" aria-labelledby="device-title">
      <h2 id="device-title">{t("title")}</h2>
      <div class="device-switch">
        <Drawing path={BELL} />
        <p>
          <strong>{t("label")}</strong>
          <span class="muted">{t("why")} {t("privacy")}</span>
        </p>
      </div>
      <div role="status" class="stack">
        <Standing push={push} />
      </div>
      <Buttons push={push} />
      {push.place === "account" && <InstallPart model={install} />}
    </section>
  );
}

function Standing({ push }: { push: PushModel }) {
  const state = push.state.value;
  if (state === "off") return null;
  if (state === "refused") return <Refused />;
  if (state !== "on") {
    const tone = state === "failed"
      ? "banner bad"
      : state === "checking" || state === "asking"
      ? "muted"
      : "";
    return <p class={tone}>{t(state)}</p>;
  }
  return (
    <>
      <div class="banner good">
        <Icon of="check" />
        <p>{t("on")} {t("ends")}</p>
      </div>
      {push.isQuiet && <p class="muted">{t("quiet")}</p>}
      {push.trial.value === "sent" && <p>{t("tried")}</p>}
      {push.trial.value === "failed" && <p class="banner bad">{t("try_failed")}</p>}
    </>
  );
}

function Refused() {
  return (
    <div class="banner warn">
      <Icon of="warning" />
      <p>
        <strong>{t("refused")}</strong> {t(`refused_${browserFamily()}`)} {t("refused_then")}
      </p>
    </div>
  );
}

function Buttons({ push }: { push: PushModel }) {
  const state = push.state.value;
  if (state === "on") {
    return (
      <div class="actions">
        <button type="button" disabled={push.trial.value === "sending"} onClick={() => push.tryOut()}>
          {t("try")}
        </button>
        <button type="button" onClick={() => push.turnOff()}>{t("turn_off")}</button>
      </div>
    );
  }
  if (state !== "off" && state !== "failed" && state !== "asking") return null;
  return (
    <div class="actions">
      <button
        type="button"
        class="primary"
        disabled={state === "asking"}
        onClick={() => push.turnOn()}
      >
        {t("turn_on")}
      </button>
      {push.place === "home" && state !== "asking" && (
        <button
          type="button"
          class="quiet"
          onClick={() => push.putOff()}
        >
          {t("not_now")}
        </button>
      )}
    </div>
  );
}
