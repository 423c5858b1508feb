import type { Signal } from "@preact/signals";
import type { MessageObject } from "../../realtime/core/objects.ts";
import type { Timers } from "../../realtime/ports/clock.ts";
import { isUploaded, OUTBOX_MAX, type OutboxStore, type UnsentMessage } from "./outbox.ts";

/** Wait before a message goes out again after a refusal that may pass, in milliseconds. */
export const OUTBOX_RETRY_MS = 3_000;
/** Refusals that may pass by themselves; after any other the person decides. */
const PASSING: readonly string[] = ["unavailable", "rate_limited", "closed", "timeout"];

export interface OutboxDeps {
  /** Where the unsent messages are shown, in the order of writing; filled by the sender alone. */
  unsent: Signal<readonly UnsentMessage[]>;
  store: OutboxStore;
  timers: Timers;
  /** Sends one message; resolves when the server has committed it, rejects with an error that has a `code`. */
  send: (message: UnsentMessage) => Promise<MessageObject>;
  sent: (message: MessageObject) => void;
}

/**
 * Sends what was written, one message at a time so that their order stands, and again under the same client id
 * until the server has acknowledged it: nothing is lost and nothing is written twice. A message whose files are
 * still being uploaded lets those behind it pass: words must never wait for a picture.
 */
export class OutboxSender {
  #deps: OutboxDeps;
  #sending: string | undefined;
  #cancelRetry: (() => void) | undefined;
  #closed = false;

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
    deps.unsent.value = deps.store.load();
  }

  /** Takes a message; false when too many wait already. */
  add(message: UnsentMessage): boolean {
    if (this.#deps.unsent.value.length >= OUTBOX_MAX) return false;
    this.#keep([...this.#deps.unsent.value, message]);
    this.resume();
    return true;
  }

  /** Sends the next waiting message, unless one is on its way or a retry is due soon. */
  resume(): void {
    if (this.#closed || this.#sending !== undefined || this.#cancelRetry) return;
    const next = this.#deps.unsent.value.find((one) => one.refusal === null && isUploaded(one));
    if (!next) return;
    this.#sending = next.clientId;
    this.#deps.send(next).then(
      (message) => this.#acknowledged(next.clientId, message),
      (error: unknown) => this.#refused(next.clientId, codeOf(error)),
    );
  }

  /** Tries a refused message once more. */
  retry(clientId: string): void {
    this.change(clientId, { refusal: null });
  }

  /** Changes a message that is not on its way, and sends it if it can go now. */
  change(clientId: string, changes: Partial<UnsentMessage>): void {
    this.#keep(
      this.#deps.unsent.value.map((one) => one.clientId === clientId ? { ...one, ...changes } : one),
    );
    this.resume();
  }

  /** Forgets messages, because the person gave them up or they turned out to be there. */
  forget(clientIds: readonly string[]): void {
    const rest = this.#deps.unsent.value.filter((one) => !clientIds.includes(one.clientId));
    if (rest.length < this.#deps.unsent.value.length) this.#keep(rest);
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    this.#cancelRetry?.();
  }

  #acknowledged(clientId: string, message: MessageObject): void {
    this.#sending = undefined;
    this.forget([clientId]);
    this.#deps.sent(message);
    this.resume();
  }

  #refused(clientId: string, code: string): void {
    this.#sending = undefined;
    if (this.#closed) return;
    if (PASSING.includes(code)) {
      this.#cancelRetry = this.#deps.timers.set(() => {
        this.#cancelRetry = undefined;
        this.resume();
      }, OUTBOX_RETRY_MS);
      return;
    }
    this.change(clientId, { refusal: code });
  }

  #keep(unsent: readonly UnsentMessage[]): void {
    this.#deps.unsent.value = unsent;
    this.#deps.store.save(unsent);
  }
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown";
}
