import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Timers } from "../../realtime/ports/clock.ts";
import type { SignalingClient } from "../lib/signaling_client.ts";
import type { PageReading } from "../page_reading.ts";

/** How long several changes are waited for before they are counted, in milliseconds. */
export const COUNT_AFTER_MS = 400;
/** Unread conversations that are known one by one. */
export const UNREAD_KNOWN_MAX = 100;

/** Conversations with something unread: those that are known, with their last number, and how many there are. */
export interface UnreadConversations {
  total: number;
  conversations: readonly { conversation_id: string; last_seq: number }[];
}

export interface UnreadDeps {
  me: number;
  session: Pick<PageReading, "seenMessages"> & { signaling: Pick<SignalingClient, "on" | "lastSync"> };
  timers: Timers;
  /** Rejects when no answer can be had. */
  read(): Promise<UnreadConversations>;
}

/** How many conversations have something that one has not read; 0 until that is known. */
export class UnreadModel {
  readonly count: ReadonlySignal<number>;
  readonly #known = signal<UnreadConversations>({ total: 0, conversations: [] });
  readonly #deps = signal<UnreadDeps | null>(null);
  #cancel: (() => void) | undefined;
  #asked = 0;

  constructor() {
    this.count = computed(() => {
      const seen = this.#deps.value?.session.seenMessages.value ?? new Map<string, number>();
      const { total, conversations } = this.#known.value;
      const readHere = conversations.filter((one) => (seen.get(one.conversation_id) ?? -1) >= one.last_seq);
      return Math.max(0, total - readHere.length);
    });
  }

  connect(deps: UnreadDeps): void {
    this.#deps.value = deps;
    const { signaling } = deps.session;
    signaling.on("sync", () => this.#countSoon(deps, 0));
    if (signaling.lastSync) this.#countSoon(deps, 0);
    signaling.on("chat:message", ({ message }) => {
      if (message.sender_id !== deps.me) this.#countSoon(deps);
    });
    signaling.on("chat:read", ({ user_id }) => {
      if (user_id === deps.me) this.#countSoon(deps);
    });
  }

  #countSoon(deps: UnreadDeps, ms = COUNT_AFTER_MS): void {
    this.#cancel?.();
    this.#cancel = deps.timers.set(() => void this.#read(deps), ms);
  }

  async #read(deps: UnreadDeps): Promise<void> {
    const number = ++this.#asked;
    try {
      const known = await deps.read();
      if (number === this.#asked) this.#known.value = known;
    } catch {
      // What was known stands until the next sync.
    }
  }
}
