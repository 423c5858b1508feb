import { Icon } from "../icons.tsx";
import type { InstallModel } from "../models/install_model.ts";
import { pushText as t } from "./push_text.ts";

/** How Carewire gets to the home screen of this device. */
export function InstallPart({ model }: { model: InstallModel }) {
  const way = model.way.value;
  if (way === "unknown") return null;
  if (way === "installed") {
    return (
      <p class="device-install">
        <Icon of="check" /> {t("installed")}
      </p>
    );
  }
  return (
    <div class="device-install stack">
      <h3>{t("install_title")}</h3>
      <p class="muted">{t("install_why")}</p>
      {way === "button"
        ? (
          <div class="actions">
            <button type="button" onClick={() => model.install()}>
              <Icon of="home" />
              {t("install")}
            </button>
          </div>
        )
        : <p>{t(way === "ios" ? "install_ios" : "install_menu")}</p>}
    </div>
  );
}
