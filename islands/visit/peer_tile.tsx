import { Icon } from "../icons.tsx";
import { peerShows } from "../models/visit_pictures.ts";
import { Avatar } from "../person.tsx";
import { stateWords } from "./state_words.ts";
import type { VisitScreen } from "./visit_screen.ts";
import { visitText as t } from "./visit_text.ts";

/** The other side: its picture or its initials, and what it has switched off. */
export function PeerTile({ screen: { visit, peer: sink } }: { screen: VisitScreen }) {
  const { peer } = visit;
  const snapshot = visit.snapshot.value;
  const shows = peerShows(snapshot);
  const waits = visit.stage.value !== "connected";
  const label = shows === "screen" ? "tile_peer_screen" : "tile_peer_picture";
  return (
    <figure class="tile tile-peer" data-shows={shows}>
      <video ref={sink.attach} autoplay playsInline aria-label={t(label, { name: peer.name })} />
      <div class="tile-face">
        <span class={waits ? "ring-waves" : undefined}>
          <Avatar user={peer} />
        </span>
        <p class="tile-name" aria-hidden="true">{peer.name}</p>
        {waits && <p class="tile-state" aria-hidden="true">{stateWords(visit)}</p>}
      </div>
      <figcaption class="tile-badges">
        {snapshot?.peer?.audio === false && (
          <span class="tile-badge">
            <Icon of="microphone_off" />
            {t("peer_muted", { name: peer.name })}
          </span>
        )}
        {snapshot?.peer?.video === false && !snapshot.soundOnly && shows === "nothing" &&
          visit.call.value.call_type === "video" && (
          <span class="tile-badge">
            <Icon of="camera_off" />
            {t("peer_camera_off", { name: peer.name })}
          </span>
        )}
        {shows === "screen" && (
          <span class="tile-badge">
            <Icon of="screen" />
            {t("peer_sharing", { name: peer.name })}
          </span>
        )}
      </figcaption>
    </figure>
  );
}
