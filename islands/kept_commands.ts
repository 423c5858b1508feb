import type { ClientEvent } from "../realtime/core/client_events.ts";
import type { Shelf } from "./shelf.ts";

/** Begins the keys of all kept commands. */
export const COMMANDS_PREFIX = "carewire.command.";

/**
 * What is still worth doing when its page is gone: marks, and leaving a call. Messages have an outbox of their own; nobody
 * wants to ring or to be put through by a page that is opened later.
 */
const KEPT_EVENTS: readonly unknown[] = [
  "chat:delivered",
  "chat:read",
  "decline_call",
  "hangup_call",
] satisfies ClientEvent[];
/** Most commands kept for one person; more go with their page. */
const KEPT_MAX = 100;

/** Whether a command of this name outlives its page. */
export function isWorthKeeping(event: unknown): event is ClientEvent {
  return KEPT_EVENTS.includes(event);
}

export interface KeptCommandsPlace {
  shelf: Shelf;
  /** Held by a page as long as it lives, so that others know what it still does itself. */
  locks: Pick<LockManager, "request"> | undefined;
  userId: number;
  newId: () => string;
}

/**
 * The commands of this page that are not answered, kept where the next page of the same person finds them. That is written
 * when there is no connection and when the page goes: what is answered at once would only wear out the storage, which
 * browsers write to disk the later the more often it is changed.
 */
export class KeptCommands {
  readonly #place: KeptCommandsPlace;
  readonly #prefix: string;
  readonly #page: string;
  readonly #pending = new Map<string, string>();
  #count = 0;
  #locked = false;
  #connected = false;

  constructor(place: KeptCommandsPlace) {
    this.#place = place;
    this.#prefix = `${COMMANDS_PREFIX}${place.userId}.`;
    this.#page = `${this.#prefix}${place.newId()}`;
  }

  /** Keeps a command if that makes sense; what it returns forgets it. */
  keep(event: ClientEvent, data: unknown): (() => void) | undefined {
    if (!isWorthKeeping(event) || this.#pending.size >= KEPT_MAX) return undefined;
    const key = `${this.#page}.${++this.#count}`;
    this.#pending.set(key, JSON.stringify({ event, data }));
    if (!this.#connected) this.write();
    return () => {
      this.#pending.delete(key);
      this.#place.shelf.drop(key);
    };
  }

  /** Whether commands are answered at the moment. */
  set connected(on: boolean) {
    this.#connected = on;
    if (!on) this.write();
  }

  /** Writes down what is not answered. */
  write(): void {
    const { shelf } = this.#place;
    if (this.#pending.size === 0) return;
    this.#lock();
    const room = KEPT_MAX - shelf.keys(this.#prefix).length;
    const fresh = [...this.#pending].filter(([key]) => shelf.get(key) === null);
    for (const [key, text] of fresh.slice(0, Math.max(0, room))) shelf.put(key, text);
  }

  /** Keys of what other pages have left, dead or alive. */
  get foreign(): string[] {
    return this.#place.shelf.keys(this.#prefix).filter((key) => !key.startsWith(`${this.#page}.`));
  }

  #lock(): void {
    if (this.#locked) return;
    this.#locked = true;
    // Never released by us: the browser does that when the page is gone.
    this.#place.locks?.request(this.#page, () => new Promise<never>(() => {})).catch(() => {});
  }
}
