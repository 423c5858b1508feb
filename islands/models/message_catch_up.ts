import type { Signal } from "@preact/signals";
import { reconnectDelay } from "../../realtime/core/backoff.ts";
import type { MessageObject } from "../../realtime/core/objects.ts";
import type { Timers } from "../../realtime/ports/clock.ts";
import { type MessageHistory, MESSAGES_PER_REQUEST } from "./message_history.ts";
import { type MessageLog, missingAfter, noteHead, resyncAfter, tailOf } from "./message_log.ts";

/** Longest wait before missing messages are asked for again after a failure, in milliseconds. */
export const CATCH_UP_RETRY_MS = 16_000;
/** Of a longer gap than this the newest page is shown, and what lies before is read when somebody scrolls to it. */
export const GAP_MESSAGES_MAX = 5 * MESSAGES_PER_REQUEST;

export interface CatchUpDeps {
  me: number;
  log: Signal<MessageLog>;
  history: MessageHistory;
  timers: Timers;
  /** A number in [0, 1). */
  chance: () => number;
  receive: (messages: readonly MessageObject[]) => void;
  /** Goes on from these, the newest ones. */
  jump: (newest: readonly MessageObject[]) => void;
  /** Whether the socket is open; while it is not, the next `sync` starts over. */
  connected: () => boolean;
}

/** Reads what this device lacks of a conversation, one request at a time, until nothing is missing. */
export class MessageCatchUp {
  #deps: CatchUpDeps;
  #running = false;
  #again = false;
  #closed = false;
  #failures = 0;
  #cancelRetry: (() => void) | undefined;

  constructor(deps: CatchUpDeps) {
    this.#deps = deps;
  }

  /** Reads what came after the last message held, and receipts that came while this device was away. */
  run(): void {
    void this.#read(resyncAfter(this.#deps.log.value, this.#deps.me));
  }

  /** The same, unless all messages up to `head` are here and no receipt can have been missed. */
  runUpTo(head: number): void {
    const { log, me } = this.#deps;
    log.value = noteHead(log.value, head);
    if (resyncAfter(log.value, me) < log.value.head) this.run();
  }

  /** The same when a message came whose number shows a gap. */
  runIfMissing(): void {
    const from = missingAfter(this.#deps.log.value);
    if (from !== undefined) void this.#read(from);
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    this.#cancelRetry?.();
  }

  async #read(from: number): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    this.#cancelRetry?.();
    try {
      for (let next: number | undefined = from; next !== undefined && !this.#closed;) {
        if (await this.#jump()) break;
        this.#deps.receive(await this.#deps.history.after(next));
        const missing = missingAfter(this.#deps.log.value);
        // Without progress the server has nothing more for us, whatever the numbers say.
        next = missing !== next ? missing : undefined;
      }
      this.#failures = 0;
      this.#finish(false);
    } catch {
      this.#finish(true);
    }
  }

  /** Goes on from the newest page where too much lies between; what was pushed meanwhile joins it. */
  async #jump(): Promise<boolean> {
    const { log, history, jump } = this.#deps;
    const { head } = log.value;
    if (head - tailOf(log.value) <= GAP_MESSAGES_MAX) return false;
    const newest = await history.before(head + 1);
    jump(newest);
    return newest.length > 0;
  }

  #finish(failed: boolean): void {
    this.#running = false;
    if (this.#closed) return;
    if (failed && this.#deps.connected()) {
      const wait = reconnectDelay(Math.min(++this.#failures, 5), this.#deps.chance()) ?? CATCH_UP_RETRY_MS;
      this.#cancelRetry = this.#deps.timers.set(() => this.run(), wait);
    } else if (this.#again) this.runIfMissing();
    this.#again = false;
  }
}
