import { Icon } from "../icons.tsx";
import type { AppUpdates } from "../models/app_updates.ts";
import { appText as t } from "./app_text.ts";

/** Offers the new version. */
export function UpdateBanner({ model }: { model: AppUpdates }) {
  if (!model.isShown.value) return null;
  return (
    <div class="banner update">
      <Icon of="refresh" />
      <p>{t("new_version")}</p>
      <button type="button" onClick={() => model.load()}>{t("reload")}</button>
      <button type="button" class="quiet" onClick={() => model.later()}>{t("later")}</button>
    </div>
  );
}
