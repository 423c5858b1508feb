import { type Signal, signal } from "@preact/signals";
import type { Timers } from "../../realtime/ports/clock.ts";
import type { UserObject } from "../../realtime/core/objects.ts";
import type { Page } from "../../realtime/core/page.ts";
import { SEARCH_AFTER_MS } from "./inbox_model.ts";

/** Most other people of a group. */
export const GROUP_OTHERS_MAX = 49;

/** People read at once. */
export const PEOPLE_PER_PAGE = 50;

/** What is asked for to start a conversation. */
export interface ConversationDraft {
  participant_ids: number[];
  conversation_type: "direct" | "group";
  group_name?: string;
  client_id: string;
}

export interface NewConversationDeps {
  timers: Timers;
  newId(): string;
  /** People one may write to. Rejects when no answer can be had. */
  people(q: string, page: number): Promise<Page<UserObject>>;
  /** Starts a conversation or finds the one there is; rejects with an error that has a `code`. */
  start(draft: ConversationDraft): Promise<string>;
  /** Shows a conversation. */
  go(conversationId: string): void;
}

export type PeopleState = "ready" | "loading" | "failed";
/** Why nothing was started. */
export type StartProblem =
  | "nobody_chosen"
  | "group_name_missing"
  | "open_refused"
  | "open_failed"
  | "too_many";

/** Choosing whom to write to: one person, or several and a name for their group. */
export class NewConversation {
  readonly isOpen = signal(false);
  readonly q = signal("");
  readonly people: Signal<readonly UserObject[]> = signal([]);
  readonly total = signal(0);
  readonly state: Signal<PeopleState> = signal("loading");
  readonly chosen: Signal<readonly UserObject[]> = signal([]);
  readonly groupName = signal("");
  readonly busy = signal(false);
  readonly problem: Signal<StartProblem | null> = signal(null);
  #deps: NewConversationDeps | undefined;
  #cancel: (() => void) | undefined;
  #asked = 0;
  /** The same for as long as the same is asked for, so that a lost answer makes no second group. */
  #clientId = "";

  connect(deps: NewConversationDeps): void {
    this.#deps = deps;
  }

  begin(): void {
    this.#clientId = this.#deps?.newId() ?? "";
    this.chosen.value = [];
    this.groupName.value = "";
    this.problem.value = null;
    this.isOpen.value = true;
    this.search("", 0);
  }

  close(): void {
    this.#cancel?.();
    this.#asked++;
    this.isOpen.value = false;
  }

  search(q: string, afterMs = SEARCH_AFTER_MS): void {
    this.q.value = q;
    this.state.value = "loading";
    this.#cancel?.();
    this.#cancel = this.#deps?.timers.set(() => void this.#read(1), afterMs);
  }

  /** Reads the next people, or again what failed. */
  async more(): Promise<void> {
    if (this.state.value === "loading") return;
    const page = this.state.value === "failed"
      ? 1
      : Math.floor(this.people.value.length / PEOPLE_PER_PAGE) + 1;
    this.state.value = "loading";
    await this.#read(page);
  }

  toggle(person: UserObject): void {
    const { value: chosen } = this.chosen;
    const others = chosen.filter((one) => one.id !== person.id);
    if (others.length === chosen.length && chosen.length >= GROUP_OTHERS_MAX) {
      this.problem.value = "too_many";
      return;
    }
    this.#change();
    this.chosen.value = others.length === chosen.length ? [...chosen, person] : others;
  }

  name(text: string): void {
    this.#change();
    this.groupName.value = text;
  }

  async start(): Promise<void> {
    const deps = this.#deps;
    if (!deps || this.busy.value) return;
    const { value: chosen } = this.chosen;
    const isGroup = chosen.length > 1;
    const name = this.groupName.value.trim();
    this.problem.value = chosen.length === 0
      ? "nobody_chosen"
      : isGroup && !name
      ? "group_name_missing"
      : null;
    if (this.problem.value) return;
    this.busy.value = true;
    try {
      const id = await deps.start({
        participant_ids: chosen.map((one) => one.id),
        conversation_type: isGroup ? "group" : "direct",
        ...(isGroup ? { group_name: name } : {}),
        client_id: this.#clientId,
      });
      deps.go(id);
    } catch (error) {
      const refused = error instanceof Error && "code" in error && error.code === "not_found";
      this.problem.value = refused ? "open_refused" : "open_failed";
    } finally {
      this.busy.value = false;
    }
  }

  #change(): void {
    this.problem.value = null;
    this.#clientId = this.#deps?.newId() ?? "";
  }

  async #read(page: number): Promise<void> {
    const number = ++this.#asked;
    try {
      const found = await this.#deps!.people(this.q.value, page);
      if (number !== this.#asked) return;
      const known = page === 1 ? [] : this.people.value;
      const ids = new Set(known.map((one) => one.id));
      this.people.value = [...known, ...found.items.filter((one) => !ids.has(one.id))];
      this.total.value = found.items.length === 0 ? this.people.value.length : found.total;
      this.state.value = "ready";
    } catch {
      if (number === this.#asked) this.state.value = "failed";
    }
  }
}
