import { Icon } from "../islands/icons.tsx";
import { appText as t } from "../islands/app/app_text.ts";

/** What to do without a connection. Its script tries again by itself; the link does so without one. */
export function OfflineView({ script, nonce }: { script: string; nonce: string }) {
  return (
    <div class="card offline-page">
      <Icon of="offline" />
      <h1>{t("offline_title")}</h1>
      <p>{t("offline_text")}</p>
      <p>{t("offline_check")}</p>
      <p role="status">{t("offline_wait")}</p>
      <div class="actions">
        <a class="button primary" href="">{t("try_now")}</a>
      </div>
      <p class="muted">{t("offline_urgent")}</p>
      <script type="module" src={script} nonce={nonce} />
    </div>
  );
}
