import { packetsText, packetText } from "./packet_text.ts";
import type { Clock } from "./ports/clock.ts";
import type { Packet } from "./ports/notice.ts";

/** Most text that waits to be sent, in UTF-16 code units. */
const WAITING_LENGTH_MAX = 8 * 1024 * 1024;
/** Most text sent at once, the last packet aside, so that Redis is not busy with one instance for long. */
const BATCH_LENGTH_MAX = 256 * 1024;

export interface OutboxParts {
  /** Sends packets as packet_text.ts writes them. */
  send(packets: string): Promise<void>;
  /** Runs something at the end of this turn of the event loop. */
  defer(run: () => void): void;
  clock: Clock;
}

/** Packets on their way out: one batch at a time, so that they stay in order, and what comes meanwhile is the next batch. */
export class PacketOutbox {
  readonly #parts: OutboxParts;
  #waiting: string[] = [];
  #length = 0;
  #sentAt: number | undefined;
  #isDeferred = false;
  #isOpen = false;
  #debts = 0;
  #paid = 0;
  #whenIdle: (() => void)[] = [];

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** Says whether there is a way out; without one everything is owed. */
  setOpen(isOpen: boolean): void {
    this.#isOpen = isOpen;
    if (!isOpen && this.#waiting.length > 0) this.#drop();
  }

  /** Takes packets over. Never throws and never waits. */
  add(packets: readonly Packet[]): void {
    if (packets.length === 0) return;
    if (!this.#isOpen) return this.#drop();
    for (const packet of packets) {
      const text = packetText(packet);
      this.#waiting.push(text);
      this.#length += text.length;
    }
    if (this.#length > WAITING_LENGTH_MAX) return this.#drop();
    if (this.#isDeferred || this.#sentAt !== undefined) return;
    this.#isDeferred = true;
    this.#parts.defer(() => {
      this.#isDeferred = false;
      this.#flush();
    });
  }

  /** How much was lost on its way so far, a batch without an answer for `lateMs` included; undefined when all of it is paid. */
  debt(lateMs: number): number | undefined {
    if (this.#sentAt !== undefined && this.#parts.clock.now() - this.#sentAt > lateMs) this.#debts++;
    return this.#debts > this.#paid ? this.#debts : undefined;
  }

  /** The others know that they have to look for everything that was lost up to `debt`. */
  pay(debt: number): void {
    this.#paid = Math.max(this.#paid, debt);
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    if (this.#waiting.length === 0 && this.#sentAt === undefined) return;
    await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
  }

  #flush(): void {
    if (this.#sentAt !== undefined) return;
    if (this.#waiting.length === 0) {
      for (const tell of this.#whenIdle.splice(0)) tell();
      return;
    }
    const batch = this.#takeBatch();
    this.#sentAt = this.#parts.clock.now();
    this.#parts.send(batch).catch(() => this.#drop()).finally(() => {
      this.#sentAt = undefined;
      this.#flush();
    });
  }

  #takeBatch(): string {
    let [count, length] = [0, 0];
    while (count < this.#waiting.length && length < BATCH_LENGTH_MAX) {
      length += this.#waiting[count]?.length ?? 0;
      count++;
    }
    this.#length -= length;
    return packetsText(this.#waiting.splice(0, count));
  }

  #drop(): void {
    this.#waiting = [];
    this.#length = 0;
    this.#debts++;
  }
}
