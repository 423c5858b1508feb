import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from "@preact/signals";
import type { Timers } from "../../realtime/ports/clock.ts";
import type { PresenceStatus } from "../../realtime/core/fields.ts";
import type { InboxEntry, MessageObject, PresenceObject, UserObject } from "../../realtime/core/objects.ts";
import type { Page } from "../../realtime/core/page.ts";
import type { ServerData } from "../../realtime/core/server_events.ts";
import type { SignalingClient } from "../lib/signaling_client.ts";
import type { PageReading } from "../page_reading.ts";
import type { Session } from "../session.ts";
import { hasRead, mergeNewest, movedUp, type SeenMessages, withOlder } from "./inbox_entries.ts";

/** Conversations read at once. */
export const INBOX_PER_PAGE = 50;
/** How long the typing has to rest before it is searched for, in milliseconds. */
export const SEARCH_AFTER_MS = 250;
/** How long several changes are waited for before the list is read again, in milliseconds. */
export const REREAD_AFTER_MS = 300;

/** What a page knows of the inbox when it is rendered. */
export interface InboxFacts {
  me: UserObject;
  page: Page<InboxEntry>;
  presence: PresenceObject[];
  /** The conversation that is shown beside the list. */
  open: string | null;
}

/** What the list is narrowed to. */
export interface InboxChoice {
  q: string;
  unread: boolean;
}

export interface InboxSession extends Pick<Session, "presence" | "unsentMessages">, PageReading {
  signaling: Pick<SignalingClient, "on" | "lastSync">;
}

export interface InboxDeps {
  session: InboxSession;
  timers: Timers;
  /** One page of the list, from 1. Rejects when no answer can be had. */
  read(choice: InboxChoice, page: number): Promise<Page<InboxEntry>>;
  /** Keeps the choice for the next page of this tab. */
  keep(choice: InboxChoice): void;
}

export type ListState = "ready" | "loading" | "failed";

/** All conversations of one person, narrowed by a search and a filter, live. */
export class InboxModel {
  readonly me: UserObject;
  readonly open: string | null;
  readonly choice: Signal<InboxChoice> = signal({ q: "", unread: false });
  /** Of the list as a whole: whether what is shown belongs to the choice. */
  readonly state: Signal<ListState> = signal("ready");
  /** Of what comes after what is shown. */
  readonly older: Signal<ListState> = signal("ready");
  readonly total: Signal<number>;
  /** What is listed, the last written one first. */
  readonly shown: ReadonlySignal<readonly InboxEntry[]>;
  readonly #entries: Signal<readonly InboxEntry[]>;
  readonly #presence: ReadonlySignal<ReadonlyMap<number, PresenceStatus>>;
  readonly #deps = signal<InboxDeps | null>(null);
  #asked = 0;
  #cancel: (() => void) | undefined;

  constructor(facts: InboxFacts) {
    this.me = facts.me;
    this.open = facts.open;
    this.total = signal(facts.page.total);
    this.#entries = signal(facts.page.items);
    this.shown = computed(() =>
      this.choice.value.unread
        ? this.#entries.value.filter((one) => this.unreadOf(one) > 0 || one.conversation_id === this.open)
        : this.#entries.value
    );
    this.#presence = computed(() => {
      const heard = this.#deps.value?.session.presence.value;
      const known = heard && heard.size > 0 ? [...heard.values()] : facts.presence;
      return new Map(known.map((one) => [one.user_id, one.status]));
    });
  }

  /** Whether there is more than is shown. */
  get hasOlder(): boolean {
    return this.#entries.value.length < this.total.value;
  }

  presenceOf(userId: number): PresenceStatus {
    return this.#presence.value.get(userId) ?? "offline";
  }

  unreadOf(entry: InboxEntry): number {
    return hasRead(this.#seen, entry) ? 0 : entry.unread_count;
  }

  /** How many messages of mine in a conversation are not sent. */
  unsentIn(conversationId: string): number {
    return this.#deps.value?.session.unsentMessages.value.get(conversationId) ?? 0;
  }

  /** Keeps the list up to date from now on; `choice` is what an earlier page of this tab had chosen. */
  connect(deps: InboxDeps, choice: InboxChoice): void {
    this.#deps.value = deps;
    const { signaling } = deps.session;
    let first = true;
    const sync = ({ conversations }: ServerData<"sync">) => {
      if (!first || !this.#isUpToDate(conversations)) this.#rereadSoon();
      first = false;
    };
    signaling.on("sync", sync);
    if (signaling.lastSync) sync(signaling.lastSync);
    signaling.on("chat:message", ({ message }) => this.#takeMessage(message));
    effect(() => {
      const { value: written } = deps.session.written;
      if (written) untracked(() => this.#takeMessage(written));
    });
    signaling.on("chat:read", (data) => data.user_id === this.me.id && this.#takeRead(data));
    signaling.on("conversation:update", () => this.#rereadSoon());
    if (choice.q !== "" || choice.unread) this.choose(choice, 0);
  }

  /** Narrows the list by what is typed. */
  search(q: string): void {
    this.choose({ ...this.choice.value, q });
  }

  filter(unread: boolean): void {
    this.choose({ ...this.choice.value, unread }, 0);
  }

  choose(choice: InboxChoice, afterMs = SEARCH_AFTER_MS): void {
    this.choice.value = choice;
    this.state.value = "loading";
    this.older.value = "ready";
    this.#deps.value?.keep(choice);
    this.#readIn(afterMs, async (deps) => {
      const page = await deps.read(choice, 1);
      return () => this.#show(page.items, page.total);
    });
  }

  /** Tries again what failed. */
  retry(): void {
    this.choose(this.choice.value, 0);
  }

  /** Reads what comes after what is shown. */
  async loadOlder(): Promise<void> {
    const deps = this.#deps.value;
    if (!deps || !this.hasOlder || this.older.value === "loading" || this.state.value === "loading") return;
    const { value: choice } = this.choice;
    this.older.value = "loading";
    try {
      // Conversations move up meanwhile, so that pages may overlap, but leave nothing out.
      const next = Math.floor(this.#entries.value.length / INBOX_PER_PAGE) + 1;
      const page = await deps.read(choice, next);
      if (choice !== this.choice.value) return;
      const grown = withOlder(this.#entries.value, page.items);
      // Where nothing is gained there is nothing more, whatever the total says.
      this.#show(grown, grown.length === this.#entries.value.length ? grown.length : page.total);
    } catch {
      if (choice === this.choice.value) this.older.value = "failed";
    }
  }

  get #seen(): SeenMessages {
    return this.#deps.value?.session.seenMessages.value ?? new Map();
  }

  #show(entries: readonly InboxEntry[], total: number): void {
    this.#entries.value = entries;
    this.total.value = total;
    this.state.value = "ready";
    this.older.value = "ready";
  }

  #isUpToDate(heads: ServerData<"sync">["conversations"]): boolean {
    const known = new Map(this.#entries.value.map((one) => [one.conversation_id, one.last_seq]));
    return heads.every((one) => (known.get(one.conversation_id) ?? one.last_seq) === one.last_seq);
  }

  #takeMessage(message: MessageObject): void {
    const moved = movedUp(this.#entries.value, message, this.me.id);
    if (moved) this.#entries.value = moved;
    else this.#rereadSoon();
  }

  #takeRead({ conversation_id, seq }: ServerData<"chat:read">): void {
    const known = this.#entries.value.find((one) => one.conversation_id === conversation_id);
    if (!known || seq === undefined || seq < known.last_seq) return this.#rereadSoon();
    this.#entries.value = this.#entries.value.map((one) => one === known ? { ...one, unread_count: 0 } : one);
  }

  /** What is newest is read again; what was loaded below it stays. */
  #rereadSoon(): void {
    // A search under way brings the same.
    if (this.state.value === "loading") return;
    const { value: choice } = this.choice;
    this.#readIn(REREAD_AFTER_MS, async (deps) => {
      const page = await deps.read(choice, 1);
      return () => this.#show(mergeNewest(this.#entries.value, page), page.total);
    });
  }

  /** Of several reads only the last one asked for counts. */
  #readIn(ms: number, read: (deps: InboxDeps) => Promise<() => void>): void {
    const deps = this.#deps.value;
    if (!deps) return;
    const number = ++this.#asked;
    const run = async () => {
      try {
        const show = await read(deps);
        if (number === this.#asked) show();
      } catch {
        // What is shown stays until the next sync; only what was asked for by hand has failed.
        if (number === this.#asked && this.state.value === "loading") this.state.value = "failed";
      }
    };
    this.#cancel?.();
    this.#cancel = deps.timers.set(() => void run(), ms);
  }
}
