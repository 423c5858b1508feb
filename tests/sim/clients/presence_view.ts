import type { SignalingClient } from "../../../islands/lib/signaling_client.ts";
import type { PresenceStatus } from "../../../realtime/core/fields.ts";

/** How the others are there, as the pages' session follows it, and what this page says of itself. */
export class PresenceView {
  readonly seen = new Map<number, PresenceStatus>();
  /** What the open connection says of its user. */
  said: PresenceStatus = "online";
  readonly #signaling: SignalingClient;

  constructor(signaling: SignalingClient) {
    this.#signaling = signaling;
    signaling.on("sync", ({ presence }) => {
      this.seen.clear();
      for (const one of presence) this.seen.set(one.user_id, one.status);
    });
    signaling.on("presence:update", ({ presence }) => void this.seen.set(presence.user_id, presence.status));
    signaling.on("user:online", ({ user_id }) => {
      if ((this.seen.get(user_id) ?? "offline") === "offline") this.seen.set(user_id, "online");
    });
    signaling.on("user:offline", ({ user_id }) => void this.seen.set(user_id, "offline"));
    signaling.on("state", ({ name }) => {
      if (name !== "open") this.said = "online";
    });
  }

  /** Says how the person is; resolves once the server has noted it. */
  say(status: PresenceStatus): Promise<void> {
    return this.#signaling.updatePresence(status).then(() => void (this.said = status), () => undefined);
  }
}
