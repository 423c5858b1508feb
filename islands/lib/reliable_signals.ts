/// <reference lib="dom" />
import type { Host } from "./host.ts";

/** A message of the negotiation, as it is carried to the peer. */
export type Signal =
  | { kind: "offer"; offer: RTCSessionDescriptionInit }
  | { kind: "answer"; answer: RTCSessionDescriptionInit }
  | { kind: "candidate"; candidate: RTCIceCandidateInit | null };

export interface ReliableSignalsTools {
  host: Host;
  /** The first number; numbers must grow over reloads too. */
  firstNumber: number;
  /** Told of every number that is used. */
  onNumber?(n: number): void;
  /** Sends a message once; it may get lost. */
  send(signal: Signal, n: number): void;
  /** Tells the peer that its message `n` is here; it may get lost. */
  acknowledge(n: number): void;
  /** Takes a message of the peer, each exactly once. */
  deliver(signal: Signal): void;
}

const RESEND_MS = 2_000;
/** Most messages kept for a peer that does not answer; the oldest is given up. */
const KEPT_MAX = 256;
/** How many numbers of the peer are remembered, to know repetitions. */
const SEEN_MAX = 1_024;

/** Numbers what one device sends in one call, repeats it until the peer has it, and drops what comes twice. */
export class ReliableSignals {
  readonly #tools: ReliableSignalsTools;
  readonly #kept = new Map<number, { signal: Signal; sentAt: number }>();
  readonly #seen = new Set<number>();
  #next: number;
  #cancelTimer: (() => void) | null = null;

  constructor(tools: ReliableSignalsTools) {
    this.#tools = tools;
    this.#next = Math.floor(tools.firstNumber);
  }

  /** How many messages the peer has not acknowledged. */
  get unacknowledged(): number {
    return this.#kept.size;
  }

  /** Sends a message until it is acknowledged. */
  post(signal: Signal): void {
    const n = this.#next++;
    this.#tools.onNumber?.(n);
    this.#kept.set(n, { signal, sentAt: this.#tools.host.now() });
    forgetOldest(this.#kept, KEPT_MAX);
    this.#tools.send(signal, n);
    this.#cancelTimer ??= this.#tools.host.later(() => this.#tick(), RESEND_MS);
  }

  /** The peer has message `n`. */
  acknowledged(n: number): void {
    this.#kept.delete(n);
    if (this.#kept.size === 0) this.#stopTimer();
  }

  /** Takes a message of the peer. Repetitions are acknowledged again: the acknowledgement may have got lost. */
  received(signal: Signal, n: number | undefined): void {
    if (n !== undefined) {
      this.#tools.acknowledge(n);
      if (this.#seen.has(n)) return;
      forgetOldest(this.#seen.add(n), SEEN_MAX);
    }
    this.#tools.deliver(signal);
  }

  /** Repeats everything at once, because a connection to the server is there again. */
  resendAll(): void {
    this.#resend(Infinity);
  }

  /** Gives up what belongs to a connection that is no more. */
  discard(): void {
    this.#kept.clear();
    this.#stopTimer();
  }

  #tick(): void {
    this.#cancelTimer = null;
    this.#resend(this.#tools.host.now() - RESEND_MS);
    if (this.#kept.size > 0) this.#cancelTimer = this.#tools.host.later(() => this.#tick(), RESEND_MS / 4);
  }

  #resend(sentUntil: number): void {
    for (const [n, kept] of this.#kept) {
      if (kept.sentAt > sentUntil) continue;
      kept.sentAt = this.#tools.host.now();
      this.#tools.send(kept.signal, n);
    }
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }
}

function forgetOldest(kept: Map<number, unknown> | Set<number>, most: number): void {
  for (const key of kept.keys()) {
    if (kept.size <= most) return;
    kept.delete(key);
  }
}
