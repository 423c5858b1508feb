import type { Clock, Timers } from "./ports/clock.ts";
import type { Audience, Packet } from "./ports/notice.ts";

/** How long what came too early waits for what goes before it, in milliseconds: two instances may overtake each other. */
const EARLY_MS = 100;
/** The widest gap that is filled for open sockets; devices read a wider one page by page themselves. */
const GAP_MAX = 100;

export interface FactChainDeps {
  clock: Clock;
  timers: Timers;
  /** Lets a packet go to the sockets it is meant for. */
  pass(packet: Packet): void;
  /** Whether a socket it is meant for was there at that time already. */
  hasListenedSince(to: Audience, at: number): boolean;
  /** Reads the links of a chain after and before these numbers. */
  fetch(name: string, after: number, before: number): Promise<Packet[]>;
  report(error: unknown): void;
}

/** The links of one chain as they leave for the sockets of this instance: each once, in order, without gaps. */
export class FactChain {
  readonly #name: string;
  readonly #deps: FactChainDeps;
  /** What has left is everything from `#from` to `#to`; nothing yet while `#to` is 0. */
  #from = 0;
  #to = 0;
  #movedAt = 0;
  #early = new Map<number, Packet>();
  #cancel: (() => void) | null = null;

  constructor(name: string, deps: FactChainDeps) {
    this.#name = name;
    this.#deps = deps;
  }

  take(number: number, packet: Packet): void {
    if (this.#to === 0 || this.#isNobodys(number, packet)) return this.#begin(number, packet);
    if (number < this.#from) return this.#deps.pass(packet);
    if (number <= this.#to) return;
    if (number > this.#to + 1) return this.#hold(number, packet);
    this.#move(number, packet);
    this.#drain();
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#early.clear();
  }

  /** Whether the gap before it concerns no socket: what opened later has read its heads, or the gap is too wide. */
  #isNobodys(number: number, { to }: Packet): boolean {
    const gap = number - this.#to - 1;
    return gap > GAP_MAX || (gap > 0 && !this.#deps.hasListenedSince(to, this.#movedAt));
  }

  #begin(number: number, packet: Packet): void {
    this.#flush();
    this.#from = number;
    this.#move(number, packet);
  }

  #move(number: number, packet: Packet): void {
    this.#to = number;
    this.#movedAt = this.#deps.clock.now();
    this.#deps.pass(packet);
  }

  #hold(number: number, packet: Packet): void {
    this.#early.set(number, packet);
    this.#cancel ??= this.#deps.timers.set(() => this.#fill(), EARLY_MS);
  }

  /** Lets go what has been waiting and follows now. */
  #drain(): void {
    for (let next = this.#early.get(this.#to + 1); next; next = this.#early.get(this.#to + 1)) {
      this.#early.delete(this.#to + 1);
      this.#move(this.#to + 1, next);
    }
    if (this.#early.size === 0) this.close();
  }

  /** Reads what is missing: who has a later number was committed after it. */
  #fill(): void {
    const before = Math.min(...this.#early.keys());
    this.#deps.fetch(this.#name, this.#to, before).catch((error): Packet[] => {
      this.#deps.report(error);
      return [];
    }).then((missing) => {
      for (const packet of missing) if (packet.fact) this.take(packet.fact.number, packet);
      this.#drain();
      // Without an answer the devices see the gap themselves.
      if (this.#early.has(before)) this.#flush();
      this.#cancel = this.#early.size > 0 ? this.#deps.timers.set(() => this.#fill(), EARLY_MS) : null;
    });
  }

  /** Lets everything go that waits, gaps or not. */
  #flush(): void {
    const waiting = [...this.#early].sort(([a], [b]) => a - b);
    this.close();
    for (const [number, packet] of waiting) {
      // What has been passed over is no part of what has left: it may still come.
      if (number > this.#to + 1) this.#from = number;
      this.#move(number, packet);
    }
  }
}
