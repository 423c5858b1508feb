import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { CallObject } from "../../realtime/core/objects.ts";
import type { SignalingClient } from "../lib/signaling_client.ts";

export interface MissedBadgeDeps {
  userId: number;
  signaling: Pick<SignalingClient, "on" | "lastSync">;
  /** How many calls wait to be looked at; rejects where the clinic can't be asked. */
  count(): Promise<number>;
  /** Tells the clinic that they are looked at. */
  see(): Promise<void>;
  /** Other tabs of this browser. */
  tabs: { tell(): void; listen(run: () => void): void };
}

/** How many calls were missed since the history was opened last, and in how many conversations something is unread. */
export class MissedBadge {
  readonly #deps: MissedBadgeDeps;
  readonly #missed = signal(0);
  readonly #unread: Signal<ReadonlySet<string>> = signal(new Set());
  #asked = 0;

  constructor(deps: MissedBadgeDeps) {
    this.#deps = deps;
    const { signaling } = deps;
    signaling.on("call:missed", ({ call }) => this.#ended(call));
    signaling.on("call:ended", ({ call }) => this.#ended(call));
    signaling.on("sync", (data) => this.#sync(data));
    signaling.on("chat:message", ({ message }) => {
      if (message.sender_id !== deps.userId) this.#mark(message.conversation_id, true);
    });
    signaling.on("chat:read", (data) => {
      if (data.user_id === deps.userId) this.#mark(data.conversation_id, false);
    });
    deps.tabs.listen(() => void this.look());
    if (signaling.lastSync) this.#sync(signaling.lastSync);
  }

  get missed(): ReadonlySignal<number> {
    return this.#missed;
  }

  /** What stands on the app's icon. */
  readonly total: ReadonlySignal<number> = computed(() => this.#missed.value + this.#unread.value.size);

  /** Asks the clinic; without an answer it stays as it is. */
  async look(): Promise<void> {
    const asked = ++this.#asked;
    const count = await this.#deps.count().catch(() => this.#missed.value);
    // Only the newest answer counts.
    if (asked === this.#asked) this.#missed.value = count;
  }

  /** The history is open: nothing waits any more. */
  async see(): Promise<void> {
    try {
      await this.#deps.see();
      this.#asked++;
      this.#missed.value = 0;
      this.#deps.tabs.tell();
    } catch {
      await this.look();
    }
  }

  #ended(call: CallObject): void {
    if (call.callee_id === this.#deps.userId && call.accepted_at === null) void this.look();
  }

  #sync({ conversations }: NonNullable<SignalingClient["lastSync"]>): void {
    const unread = conversations.filter((one) => one.last_seq > one.read_seq);
    this.#unread.value = new Set(unread.map((one) => one.conversation_id));
    void this.look();
  }

  #mark(conversationId: string, isUnread: boolean): void {
    const unread = new Set(this.#unread.value);
    if (isUnread) unread.add(conversationId);
    else unread.delete(conversationId);
    this.#unread.value = unread;
  }
}
