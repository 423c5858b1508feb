import type { Signal } from "@preact/signals";
import type { MessageObject } from "../../realtime/core/objects.ts";
import type { Timers } from "../../realtime/ports/clock.ts";
import type { MessageHistory } from "./message_history.ts";
import { type MessageLog, missingAfter, noteHead, resyncAfter } from "./message_log.ts";

/** Wait before missing messages are asked for again after a failure, in milliseconds. */
export const CATCH_UP_RETRY_MS = 2_000;

export interface CatchUpDeps {
  conversationId: string;
  me: number;
  log: Signal<MessageLog>;
  history: MessageHistory;
  timers: Timers;
  receive: (messages: readonly MessageObject[]) => void;
  /** Whether the socket is open; while it is not, the next `sync` starts over. */
  connected: () => boolean;
}

/** Reads what this device lacks of a conversation, one request at a time, until nothing is missing. */
export class MessageCatchUp {
  #deps: CatchUpDeps;
  #running = false;
  #again = false;
  #closed = false;
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
    try {
      for (let next: number | undefined = from; next !== undefined && !this.#closed;) {
        const messages = await this.#deps.history.after(next);
        this.#deps.receive(messages);
        const missing = missingAfter(this.#deps.log.value);
        // Without progress the server has nothing more for us, whatever the numbers say.
        next = missing !== next ? missing : undefined;
      }
      this.#finish(false);
    } catch {
      this.#finish(true);
    }
  }

  #finish(failed: boolean): void {
    this.#running = false;
    if (this.#closed) return;
    if (failed && this.#deps.connected()) {
      this.#cancelRetry?.();
      this.#cancelRetry = this.#deps.timers.set(() => this.run(), CATCH_UP_RETRY_MS);
    } else if (this.#again) this.runIfMissing();
    this.#again = false;
  }
}
