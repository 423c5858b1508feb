import type { CloseReason } from "./core/close_codes.ts";
import { CLOSE } from "./core/close_codes.ts";
import type { Identity } from "./core/identity.ts";
import type { DeviceType } from "./core/fields.ts";
import { REALTIME_LIMITS } from "./core/realtime_limits.ts";
import { type FrameQueue, takeFrame } from "./frame_queue.ts";
import type { Timers } from "./ports/clock.ts";

/**
 * Most bytes handed to the runtime that it has not handed on. What it has is kept until the other side reads or leaves,
 * even when the socket is closed; what waits here is freed at once.
 */
const WIRE_BYTES_MAX = 64 * 1024;
/** How soon it is looked whether the runtime can take more, in milliseconds: there is no event for that. */
const LOOK_AGAIN_MS = 25;
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

export interface ConnectionOptions {
  id: string;
  who: Identity;
  deviceType: DeviceType;
  wire: Wire;
  now: number;
  /** Runs once at the end of this turn of the event loop. */
  defer(run: () => void): void;
  timers: Timers;
}

/**
 * One open socket. What is sent in one turn leaves as one frame; events that come before `release` wait, so that
 * `hello` and `sync` are always first. Whoever reads too slowly gets no typing and presence, and then is closed.
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
  readonly #defer: ConnectionOptions["defer"];
  readonly #timers: Timers;
  readonly #queue: FrameQueue = { events: [], length: 0 };
  #held: string[] | null = [];
  #heldLength = 0;
  /** Bytes that the runtime has not handed on at most: what it had when it was last asked, and all that it got since. */
  #wireMost = 0;
  #isDue = false;
  #cancelLook: (() => void) | undefined;
  #closed = false;

  constructor({ id, who, deviceType, wire, now, defer, timers }: ConnectionOptions) {
    this.id = id;
    this.who = who;
    this.deviceType = deviceType;
    this.openedAt = now;
    this.lastHeardAt = now;
    this.#wire = wire;
    this.#defer = defer;
    this.#timers = timers;
  }

  /** Sends one event, already serialized, in order. */
  send(event: string, droppable = false): void {
    if (this.#closed) return;
    if (this.#held) {
      // A presence told between the reading of `sync` and its leaving is in neither.
      if (droppable && this.#heldLength > REALTIME_LIMITS.unsentHints.most) return;
      this.#held.push(event);
      this.#heldLength += event.length;
      if (this.#heldLength > REALTIME_LIMITS.unsent.most) this.close(CLOSE.slow);
    } else if (!droppable || !this.#isUnsent(REALTIME_LIMITS.unsentHints.most)) this.#push(event);
  }

  /** Sends past the hold: for `hello` and `sync`. */
  sendFirst(event: string): void {
    if (!this.#closed) this.#push(event);
  }

  /** Lets go what was held back. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    this.#heldLength = 0;
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

  /** Gives the socket up, at once for this side; what the runtime can't take now is dropped. */
  close({ code, reason }: CloseReason): void {
    if (this.#closed) return;
    this.#write();
    this.#forget();
    this.#wire.close(code, cutToBytes(reason, REASON_BYTES_MAX));
    this.onClose();
  }

  /** The socket is gone already. */
  abandon(): void {
    if (this.#closed) return;
    this.#forget();
    this.onClose();
  }

  /**
   * Whether the other side has not read more bytes than that, but for what waits here in UTF-16 code units, which are no
   * more. Asking the runtime costs as much as sending does, so it is asked only where it may be so.
   */
  #isUnsent(most: number, waiting = this.#queue.length): boolean {
    if (this.#wireMost + waiting <= most) return false;
    this.#wireMost = this.#wire.bufferedAmount;
    return this.#wireMost + waiting > most;
  }

  #push(event: string): void {
    this.#queue.events.push(event);
    this.#queue.length += event.length;
    if (this.#queue.length > REALTIME_LIMITS.unsent.most) return this.close(CLOSE.slow);
    if (!this.#isDue && !this.#cancelLook) this.#flushSoon();
  }

  #flushSoon(): void {
    this.#isDue = true;
    this.#defer(() => this.#flush());
  }

  #flush(): void {
    this.#isDue = false;
    if (this.#closed) return;
    if (this.#isUnsent(REALTIME_LIMITS.unsent.most)) return this.close(CLOSE.slow);
    const frames = this.#write();
    if (this.#queue.events.length === 0) return;
    // Whoever reads has made room by the next turn; for whoever does not, there is no hurry.
    if (frames > 0) return this.#flushSoon();
    this.#cancelLook = this.#timers.set(() => {
      this.#cancelLook = undefined;
      this.#flush();
    }, LOOK_AGAIN_MS);
  }

  /** Hands to the runtime what it can take; how many frames that was. */
  #write(): number {
    const wire = this.#wire;
    let frames = 0;
    while (this.#queue.events.length > 0 && wire.readyState === OPEN && !this.#isUnsent(WIRE_BYTES_MAX, 0)) {
      frames++;
      const frame = takeFrame(this.#queue);
      this.#wireMost += frame.length * BYTES_PER_UNIT_MAX;
      wire.send(frame);
    }
    return frames;
  }

  #forget(): void {
    this.#closed = true;
    this.#held = null;
    this.#queue.events.length = 0;
    this.#cancelLook?.();
    this.#cancelLook = undefined;
  }
}

/** The longest start of a text that has at most so many bytes of UTF-8. */
function cutToBytes(text: string, bytesMax: number): string {
  const bytes = new TextEncoder().encode(text).subarray(0, bytesMax);
  return new TextDecoder().decode(bytes, { stream: true });
}
