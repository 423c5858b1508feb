import { pause } from "./pauses.ts";

/** The answer to a command: what it gave, or why it is refused for good. */
export type CommandAnswer = { data: Record<string, unknown> } | { refused: string };

/** How a command came to its answer. */
export interface CommandRecord {
  event: string;
  /** From giving it away to its answer. */
  ms: number;
  sends: number;
  passing: string[];
}

/** Refusals that may be none a moment later. */
const PASSING = new Set(["unavailable", "rate_limited"]);
/** No answer for so long means that the socket is not to be trusted. */
const ANSWER_MS = 9_000;
const AGAIN_MS = 400;

interface Waiting {
  event: string;
  data: unknown;
  since: number;
  sentAt: number;
  sends: number;
  /** Passing refusals, in order. */
  passing: string[];
  resolve(answer: CommandAnswer): void;
}

export interface CommandSocket {
  readonly isUp: boolean;
  send(event: string, data: unknown, ref: string): void;
  drop(): void;
}

/** Commands of one device: sent again, over whatever socket there is, until each has its answer. */
export class CommandBox {
  readonly #socket: CommandSocket;
  readonly #leaving: AbortSignal;
  readonly #answered: (record: CommandRecord) => void;
  readonly #waiting = new Map<string, Waiting>();
  readonly #timer: ReturnType<typeof setInterval>;
  #refs = 0;

  constructor(socket: CommandSocket, leaving: AbortSignal, answered: (record: CommandRecord) => void) {
    this.#socket = socket;
    this.#leaving = leaving;
    this.#answered = answered;
    this.#timer = setInterval(() => this.#look(), 1_000);
    leaving.addEventListener("abort", () => this.#close());
  }

  /** How many have no answer yet. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Sends a command that may come any number of times, until it is answered or the device leaves. */
  ask(event: string, data: unknown): Promise<CommandAnswer> {
    if (this.#leaving.aborted) return Promise.resolve({ refused: "left" });
    const { promise, resolve } = Promise.withResolvers<CommandAnswer>();
    const ref = `c${++this.#refs}`;
    const now = Date.now();
    const waiting: Waiting = { event, data, since: now, sentAt: now, sends: 0, passing: [], resolve };
    this.#waiting.set(ref, waiting);
    this.#send(ref, waiting);
    return promise;
  }

  /** A socket is there: everything unanswered goes over it, in the order in which it was given. */
  resend(): void {
    for (const [ref, one] of this.#waiting) this.#send(ref, one);
  }

  /** Takes a reply; one to a command that was answered before changes nothing. */
  take({ ref, data, error }: { ref: string; data?: unknown; error?: { code: string } }): void {
    const one = this.#waiting.get(ref);
    if (!one) return;
    if (error && PASSING.has(error.code)) {
      one.passing.push(error.code);
      return void this.#again(ref, one);
    }
    this.#waiting.delete(ref);
    const { event, since, sends, passing } = one;
    this.#answered({ event, ms: Date.now() - since, sends, passing });
    one.resolve(error ? { refused: error.code } : { data: (data ?? {}) as Record<string, unknown> });
  }

  async #again(ref: string, one: Waiting): Promise<void> {
    one.sentAt = Infinity;
    await pause(AGAIN_MS, this.#leaving);
    if (this.#waiting.has(ref) && one.sentAt === Infinity) this.#send(ref, one);
  }

  #send(ref: string, one: Waiting): void {
    one.sentAt = Date.now();
    if (!this.#socket.isUp) return;
    one.sends++;
    this.#socket.send(one.event, one.data, ref);
  }

  #look(): void {
    if (!this.#socket.isUp) return;
    const oldest = Math.min(...[...this.#waiting.values()].map((one) => one.sentAt));
    if (Date.now() - oldest > ANSWER_MS) this.#socket.drop();
  }

  #close(): void {
    clearInterval(this.#timer);
    for (const one of this.#waiting.values()) one.resolve({ refused: "left" });
    this.#waiting.clear();
  }
}
