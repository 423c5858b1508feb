import type { CloseReason } from "./core/close_codes.ts";
import { CLOSE } from "./core/close_codes.ts";
import type { Identity } from "./core/identity.ts";
import type { DeviceType } from "./core/fields.ts";

/** A slow reader gets no typing and presence above this many unsent bytes … */
export const BUFFERED_DROP_BYTES = 256 * 1024;
/** … and is closed above this many. */
export const BUFFERED_CLOSE_BYTES = 1024 * 1024;
/** UTF-8 needs at most so many bytes for one UTF-16 code unit. */
const BYTES_PER_UNIT_MAX = 3;
/** RFC 6455 §5.5: a control frame has at most 125 bytes, two of them the code. */
const REASON_BYTES_MAX = 123;

/** What is needed of a WebSocket. */
export interface Wire {
  readonly bufferedAmount: number;
  readonly readyState: number;
  send(text: string): void;
  close(code: number, reason: string): void;
}

/** States of a WebSocket. */
const OPEN = 1;
const CLOSED = 3;

/**
 * One open socket. What is sent in one turn leaves as one frame; events that come before `release` wait, so that
 * `hello` and `sync` are always first.
 */
export class Connection {
  readonly id: string;
  readonly who: Identity;
  readonly deviceType: DeviceType;
  /** Milliseconds since the epoch. */
  readonly openedAt: number;
  /** Milliseconds since the epoch of the last frame from the client. */
  lastHeardAt: number;
  /** Resolves when nothing that was received is still being done. */
  beforeClose: () => Promise<void> = () => Promise.resolve();
  /** Runs once, as soon as this side gives the socket up; the other side may never answer the close handshake. */
  onClose: () => void = () => {};
  readonly #wire: Wire;
  readonly #defer: (run: () => void) => void;
  #queue: string[] = [];
  #held: string[] | null = [];
  /** Unsent bytes that the wire holds at most: what it held when it was last asked, and all that it got since. */
  #unsentMost = 0;
  #closed = false;

  constructor(options: {
    id: string;
    who: Identity;
    deviceType: DeviceType;
    wire: Wire;
    now: number;
    /** Runs once at the end of this turn of the event loop. */
    defer: (run: () => void) => void;
  }) {
    this.id = options.id;
    this.who = options.who;
    this.deviceType = options.deviceType;
    this.openedAt = options.now;
    this.lastHeardAt = options.now;
    this.#wire = options.wire;
    this.#defer = options.defer;
  }

  /** Sends one event, already serialized, in order. */
  send(event: string, droppable = false): void {
    if (this.#closed) return;
    if (this.#held) {
      if (!droppable) this.#held.push(event);
      return;
    }
    if (droppable && this.#holdsMoreThan(BUFFERED_DROP_BYTES)) return;
    this.#push(event);
  }

  /** Sends past the hold: for `hello` and `sync`. */
  sendFirst(event: string): void {
    if (!this.#closed) this.#push(event);
  }

  /** Lets go what was held back. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const event of held) this.#push(event);
  }

  /** Whether it was given up; what still comes from it must not be done any more. */
  get isClosed(): boolean {
    return this.#closed;
  }

  /** Whether the other side has answered the goodbye, or is gone. */
  get isGone(): boolean {
    return this.#wire.readyState === CLOSED;
  }

  /** Gives the socket up, at once for this side. */
  close({ code, reason }: CloseReason): void {
    if (this.#closed) return;
    this.#flush();
    this.#closed = true;
    this.#wire.close(code, cutToBytes(reason, REASON_BYTES_MAX));
    this.onClose();
  }

  /** The socket is gone already. */
  abandon(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.onClose();
  }

  #push(event: string): void {
    this.#queue.push(event);
    if (this.#queue.length === 1) this.#defer(() => this.#flush());
  }

  #flush(): void {
    const queue = this.#queue;
    this.#queue = [];
    if (queue.length === 0 || this.#closed || this.#wire.readyState !== OPEN) return;
    if (this.#holdsMoreThan(BUFFERED_CLOSE_BYTES)) return this.close(CLOSE.slow);
    const text = queue.length === 1 ? queue[0] ?? "" : `[${queue.join(",")}]`;
    this.#unsentMost += text.length * BYTES_PER_UNIT_MAX;
    this.#wire.send(text);
  }

  /** Whether so many bytes are unsent. Asking the wire costs as much as sending, so it is asked only where that may be. */
  #holdsMoreThan(bytes: number): boolean {
    if (this.#unsentMost <= bytes) return false;
    this.#unsentMost = this.#wire.bufferedAmount;
    return this.#unsentMost > bytes;
  }
}

/** The longest start of a text that has at most so many bytes of UTF-8. */
function cutToBytes(text: string, bytesMax: number): string {
  const bytes = new TextEncoder().encode(text).subarray(0, bytesMax);
  return new TextDecoder().decode(bytes, { stream: true });
}
