import type { SignalingClient } from "../../../islands/lib/signaling_client.ts";
import { newerPresence } from "../../../islands/models/newer_presence.ts";
import type { PresenceStatus } from "../../../realtime/core/fields.ts";
import type { PresenceObject } from "../../../realtime/core/objects.ts";

/** How the others are there, as the pages' session follows it, and what this page says of itself. */
export class PresenceView {
  /** What the open connection says of its user. */
  said: PresenceStatus = "online";
  #seen: ReadonlyMap<number, PresenceObject> = new Map();
  readonly #signaling: SignalingClient;

  constructor(signaling: SignalingClient) {
    this.#signaling = signaling;
    signaling.on("sync", ({ presence }) => this.#seen = new Map(presence.map((one) => [one.user_id, one])));
    signaling.on("presence:update", ({ presence }) => this.#put(presence));
    signaling.on("user:online", ({ user_id }) => {
      if (this.of(user_id) === "offline") this.#patch(user_id, "online");
    });
    signaling.on("user:offline", ({ user_id }) => this.#patch(user_id, "offline"));
    signaling.on("state", ({ name }) => {
      if (name !== "open") this.said = "online";
    });
  }

  /** How somebody is there; whoever was never heard of is not. */
  of(userId: number): PresenceStatus {
    return this.#seen.get(userId)?.status ?? "offline";
  }

  /** Says how the person is; resolves once the server has noted it. */
  say(status: PresenceStatus): Promise<void> {
    return this.#signaling.updatePresence(status).then(() => void (this.said = status), () => undefined);
  }

  #patch(userId: number, status: PresenceStatus): void {
    const known = this.#seen.get(userId);
    this.#put({ device_type: "web", last_seen: null, ...known, user_id: userId, status });
  }

  #put(presence: PresenceObject): void {
    this.#seen = newerPresence(this.#seen, presence);
  }
}
