import type { VirtualTime } from "./virtual_time.ts";

/** How many events are remembered to be shown beside a violation. */
const KEPT_MAX = 60_000;
/** How many of them are shown. */
const SHOWN_MAX = 40;

/** Something that must never be: the check that saw it, and what it is about. */
export class Violation extends Error {
  override name = "Violation";
  readonly check: string;
  readonly subject: string;

  constructor(check: string, subject: string, message: string) {
    super(message);
    this.check = check;
    this.subject = subject;
  }
}

/** Everything that happened in a run, as a digest of all of it and the text of the newest. */
export class Journal {
  readonly #time: VirtualTime;
  #kept: string[] = [];
  #high = 0xdeadbeef;
  #low = 0x41c6ce57;
  #size = 0;

  constructor(time: VirtualTime) {
    this.#time = time;
  }

  /** How many events there were. */
  get size(): number {
    return this.#size;
  }

  note(text: string): void {
    const line = `${this.#time.elapsed.toFixed(1)} ${text}`;
    this.#mix(line);
    this.#size++;
    if (this.#kept.push(line) > 2 * KEPT_MAX) this.#kept = this.#kept.slice(-KEPT_MAX);
  }

  /** 53 bits over every event in its order: cyrb53 by bryc, public domain. */
  get digest(): string {
    const high = Math.imul(this.#high ^ (this.#high >>> 16), 2246822507) ^
      Math.imul(this.#low ^ (this.#low >>> 13), 3266489909);
    const low = Math.imul(this.#low ^ (this.#low >>> 16), 2246822507) ^
      Math.imul(this.#high ^ (this.#high >>> 13), 3266489909);
    return (4294967296 * (2097151 & low) + (high >>> 0)).toString(16);
  }

  /** The newest events in which this word stands. */
  concerning(word: string): string[] {
    return this.#kept.filter((line) => line.includes(word)).slice(-SHOWN_MAX);
  }

  #mix(line: string): void {
    for (let at = 0; at < line.length; at++) {
      const code = line.charCodeAt(at);
      this.#high = Math.imul(this.#high ^ code, 2654435761);
      this.#low = Math.imul(this.#low ^ code, 1597334677);
    }
  }
}
