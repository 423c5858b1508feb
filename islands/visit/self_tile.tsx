import { Icon } from "../icons.tsx";
import { selfShows } from "../models/visit_pictures.ts";
import { Avatar } from "../person.tsx";
import type { VisitScreen } from "./visit_screen.ts";
import { visitText as t } from "./visit_text.ts";

/** One's own picture as in a mirror, or initials, and what is switched off. */
export function SelfTile({ screen: { visit, self } }: { screen: VisitScreen }) {
  const snapshot = visit.snapshot.value;
  return (
    <figure class="tile tile-self" data-shows={selfShows(snapshot)}>
      <video ref={self.attach} autoplay playsInline muted aria-label={t("tile_self_picture")} />
      <div class="tile-face">
        <Avatar user={visit.me} />
      </div>
      <figcaption class="tile-badges">
        {snapshot?.screen && (
          <span class="tile-badge">
            <Icon of="screen" />
            <span class="tile-badge-words">{t("self_sharing")}</span>
          </span>
        )}
        {snapshot && !snapshot.audioEnabled && (
          <span class="tile-badge">
            <Icon of="microphone_off" />
            <span class="tile-badge-words">{t("self_muted")}</span>
          </span>
        )}
        {snapshot?.local && !snapshot.videoEnabled && visit.call.value.call_type === "video" && (
          <span class="tile-badge">
            <Icon of="camera_off" />
            <span class="tile-badge-words">{t("self_camera_off")}</span>
          </span>
        )}
      </figcaption>
    </figure>
  );
}
