import { Icon } from "../icons.tsx";
import { peerShows, selfShows } from "../models/visit_pictures.ts";
import type { VisitTools } from "../models/visit_tools.ts";
import type { PictureWindow } from "./picture_window.ts";
import { SwitchRow } from "./switch_row.tsx";
import { toolsText as t } from "./visit_tools_text.ts";

export interface PictureChoicesProps {
  tools: VisitTools;
  /** Null where there is no picture of the other side to float. */
  picture: PictureWindow | null;
}

/** Which pictures are to be seen, and how. */
export function PictureChoices({ tools, picture }: PictureChoicesProps) {
  const { visit } = tools;
  const snapshot = visit.snapshot.value;
  const ownIsLarge = tools.large.value === "own";
  return (
    <fieldset class="visit-tools-pictures">
      <legend>{t("picture")}</legend>
      <SwitchRow
        label={t("self_shown")}
        on={!tools.selfHidden.value}
        onChange={(on) => tools.hideSelf(!on)}
      />
      <SwitchRow
        label={t("self_mirrored")}
        on={tools.mirrored.value}
        onChange={(on) => tools.mirrored.value = on}
      />
      {(ownIsLarge || selfShows(snapshot) === "camera") && (
        <button type="button" onClick={() => tools.swap()}>
          <Icon of="expand" />
          {ownIsLarge ? t("large_peer", { name: visit.peer.name }) : t("large_own")}
        </button>
      )}
      {picture?.supported && (
        <button
          type="button"
          disabled={!picture.open.value && peerShows(snapshot) === "nothing"}
          onClick={() => void picture.toggle()}
        >
          <Icon of="screen" />
          {t(picture.open.value ? "float_close" : "float")}
        </button>
      )}
      <p class="bad" role="alert">{picture?.failed.value && t("float_failed")}</p>
    </fieldset>
  );
}
