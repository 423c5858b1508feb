import { CopyField } from "../copy_field.tsx";
import type { JoinModel } from "../models/join_model.ts";
import type { WayObstacle } from "../models/way_obstacle.ts";
import { arrivalText as t } from "./arrival_text.ts";

/** What to do about the browser, and the way on for whoever knows better. */
export function ObstacleCard({ model, obstacle }: { model: JoinModel; obstacle: WayObstacle }) {
  return (
    <>
      <Remedy obstacle={obstacle} />
      {obstacle.name !== "insecure" && (
        <CopyField
          id="own-link"
          label={t("link")}
          copy={t("copy")}
          copied={t("copied")}
          text={model.link}
          rows={3}
        />
      )}
      <button type="button" class="quiet" onClick={() => model.obstacle.value = null}>{t("go_on")}</button>
    </>
  );
}

function Remedy({ obstacle }: { obstacle: WayObstacle }) {
  if (obstacle.name === "insecure") {
    return <a class="button primary" href={obstacle.url}>{t("insecure_open")}</a>;
  }
  if (obstacle.name === "unsupported") return null;
  return (
    <>
      <p class="notice">{t(`in_app_${obstacle.system}`)}</p>
      <p>{t("in_app_or")}</p>
    </>
  );
}
