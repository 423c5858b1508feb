import type { Signal } from "@preact/signals";
import type { MessageObject } from "../../realtime/core/objects.ts";
import type { Timers } from "../../realtime/ports/clock.ts";
import { isUploaded, OUTBOX_MAX, type UnsentMessage } from "./outbox.ts";
import { byWriting, type OutboxStore } from "./outbox_store.ts";

/** Wait before a message goes out again after a refusal that may pass, in milliseconds. */
export const OUTBOX_RETRY_MS = 3_000;
/** Refusals that may pass by themselves; after any other the person decides. */
const PASSING: readonly string[] = ["unavailable", "rate_limited", "closed", "timeout"];

export interface OutboxDeps {
  /** Where the unsent messages are shown, in the order of writing; filled by the sender alone. */
  unsent: Signal<readonly UnsentMessage[]>;
  /** Whether all of them outlive this tab. */
  kept: Signal<boolean>;
  store: OutboxStore;
  timers: Timers;
  /** Whether what is sent now goes out at once. */
  online: () => boolean;
  /** Runs something while no other tab sends in this conversation. */
  inTurn: (run: () => Promise<void>) => Promise<void>;
  /** Sends one message; resolves when the server has committed it, rejects with an error that has a `code`. */
  send: (message: UnsentMessage) => Promise<MessageObject>;
  sent: (message: MessageObject) => void;
}

/**
 * Sends what was written, one message at a time so that their order stands, and again under the same client id
 * until the server has acknowledged it: nothing is lost and nothing is written twice. Tabs of one browser take turns, each
 * looking anew at what is left. A message whose files are still being uploaded lets those behind it pass: words must never
 * wait for a picture.
 */
export class OutboxSender {
  readonly #deps: OutboxDeps;
  readonly #unkept = new Set<string>();
  readonly #unwatch: () => void;
  #busy = false;
  #endTurn = () => {};
  #cancelRetry: (() => void) | undefined;
  #closed = false;

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
    deps.unsent.value = deps.store.load();
    this.#unwatch = deps.store.watch(() => this.#look());
  }

  /** Takes a message; false when too many wait already. */
  add(message: UnsentMessage): boolean {
    const { unsent } = this.#deps;
    if (unsent.value.length >= OUTBOX_MAX) return false;
    const writtenAt = afterAll(unsent.value, message.writtenAt);
    this.#put([...unsent.value, { ...message, writtenAt }], message.clientId);
    this.resume();
    return true;
  }

  /** Sends the next waiting message, unless one is on its way or a retry is due soon. */
  resume(): void {
    if (this.#busy || this.#cancelRetry || !this.#next()) return;
    this.#busy = true;
    void this.#deps.inTurn(() => this.#takeTurn());
  }

  /** The connection is gone: what is on its way goes again with the next one, and another tab may be quicker. */
  lost(): void {
    this.#endTurn();
  }

  /** Tries a refused message once more. */
  retry(clientId: string): void {
    this.change(clientId, { refusal: null });
  }

  /** Changes a message that is not on its way, and sends it if it can go now. */
  change(clientId: string, changes: Partial<UnsentMessage>): void {
    const { unsent } = this.#deps;
    this.#put(unsent.value.map((one) => one.clientId === clientId ? { ...one, ...changes } : one), clientId);
    this.resume();
  }

  /** Forgets messages, because the person gave them up or they turned out to be there. */
  forget(clientIds: readonly string[]): void {
    const { unsent, store } = this.#deps;
    const rest = unsent.value.filter((one) => !clientIds.includes(one.clientId));
    if (rest.length === unsent.value.length) return;
    store.remove(clientIds);
    this.#show(rest);
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    this.#unwatch();
    this.#endTurn();
    this.#cancelRetry?.();
  }

  #next(): UnsentMessage | undefined {
    if (this.#closed || !this.#deps.online()) return undefined;
    return this.#deps.unsent.value.find((one) => one.refusal === null && isUploaded(one));
  }

  #takeTurn(): Promise<void> {
    return new Promise((resolve) => {
      this.#endTurn = resolve;
      this.#look();
      const next = this.#next();
      if (!next) return this.#finish();
      this.#deps.send(next).then(
        (message) => this.#acknowledged(next.clientId, message),
        (error: unknown) => this.#refused(next.clientId, codeOf(error)),
      );
    });
  }

  #finish(): void {
    this.#busy = false;
    this.#endTurn();
  }

  #acknowledged(clientId: string, message: MessageObject): void {
    this.forget([clientId]);
    this.#finish();
    this.#deps.sent(message);
    this.resume();
  }

  #refused(clientId: string, code: string): void {
    this.#finish();
    if (this.#closed) return;
    if (!PASSING.includes(code)) return this.change(clientId, { refusal: code });
    this.#cancelRetry = this.#deps.timers.set(() => {
      this.#cancelRetry = undefined;
      this.resume();
    }, OUTBOX_RETRY_MS);
  }

  /** What other tabs have sent or given up is gone, what they have written is here. */
  #look(): void {
    const own = this.#deps.unsent.value.filter((one) => this.#unkept.has(one.clientId));
    const kept = this.#deps.store.load().filter((one) => !this.#unkept.has(one.clientId));
    this.#show([...kept, ...own].sort(byWriting));
  }

  #put(unsent: readonly UnsentMessage[], clientId: string): void {
    const changed = unsent.find((one) => one.clientId === clientId);
    if (!changed) return;
    if (this.#deps.store.put(changed)) this.#unkept.delete(clientId);
    else this.#unkept.add(clientId);
    this.#show(unsent);
  }

  #show(unsent: readonly UnsentMessage[]): void {
    this.#deps.unsent.value = unsent;
    this.#deps.kept.value = !unsent.some((one) => this.#unkept.has(one.clientId));
  }
}

/** The time of writing, moved on where the clock has not: two messages must not change places. */
function afterAll(unsent: readonly UnsentMessage[], writtenAt: string): string {
  const last = unsent.at(-1)?.writtenAt ?? "";
  return writtenAt > last ? writtenAt : new Date(Date.parse(last) + 1).toISOString();
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown";
}
