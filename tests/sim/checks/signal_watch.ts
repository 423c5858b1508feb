import type { Page } from "../clients/page.ts";
import { Violation } from "../journal.ts";
import type { World } from "../world.ts";

/** Signals are repeated every two seconds until the peer has them. */
const DELIVERED_WITHIN_MS = 10_000;

interface Posted {
  page: Page;
  callId: string;
  at: number;
  number: number;
}

/** Offers, answers and candidates on their way from one page to the other. */
export class SignalWatch {
  readonly #world: World;
  readonly #pending = new Map<string, Posted>();
  readonly #seen = new Map<Page, Set<string>>();
  readonly #last = new Map<string, number>();
  count = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** Names a signal that is posted now. */
  posted(page: Page, callId: string, number: number): string {
    const name = `signal ${page.number} ${number} ${callId}`;
    this.#pending.set(name, { page, callId, number, at: this.#world.time.now() });
    this.#world.journal.note(`${page.device.label} posts ${name}`);
    return name;
  }

  delivered(page: Page, callId: string, name: string): void {
    this.count++;
    this.#world.journal.note(`${page.device.label} takes ${name}`);
    const seen = this.#seen.get(page) ?? new Set();
    this.#seen.set(page, seen);
    if (seen.has(name)) {
      throw new Violation("signals once", callId, `${page.device.label} took "${name}" twice`);
    }
    seen.add(name);
    const [, sender, number] = name.split(" ");
    this.#inOrder(page, callId, String(sender), Number(number));
    this.#pending.delete(name);
  }

  /** A page that leaves a call gives up what it had to say, and forgets what it had heard. */
  left(page: Page, callId: string): void {
    this.#seen.delete(page);
    for (const [name, one] of this.#pending) {
      if (one.page === page && one.callId === callId) this.#pending.delete(name);
    }
  }

  check(): void {
    const now = this.#world.time.now();
    for (const [name, { page, callId, at }] of this.#pending) {
      if (page.device.page !== page || page.seat.callId !== callId) {
        this.#pending.delete(name);
        continue;
      }
      const peer = this.#world.peerOf(page, callId);
      const since = Math.max(at, this.#world.calmSince, peer?.connectedAt ?? Infinity, page.connectedAt);
      if (now - since <= DELIVERED_WITHIN_MS) continue;
      throw new Violation("signals arrive", callId, `"${name}" never came to ${peer?.device.label}`);
    }
  }

  #inOrder(page: Page, callId: string, sender: string, number: number): void {
    const stream = `${sender} ${page.number} ${callId}`;
    const before = this.#last.get(stream) ?? 0;
    if (number < before && this.#world.checksSignalOrder) {
      throw new Violation("signals in order", callId, `${page.device.label} took ${number} after ${before}`);
    }
    this.#last.set(stream, number);
  }
}
