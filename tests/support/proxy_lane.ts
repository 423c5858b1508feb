/** What happens to bytes on their way through a proxy; `{}` is a good line. */
export interface LineFault {
  latencyMs?: number;
  /** At most this much more latency, by chance. */
  jitterMs?: number;
  /** Bytes leave in pieces of at most this many. */
  sliceBytes?: number;
  /** Bytes from the client (`up`), to it (`down`) or both vanish; that way never speaks again on that connection. */
  blackHole?: "both" | "up" | "down";
  /** Bytes wait until this is over. */
  isStopped?: boolean;
}

/** What one direction of a connection needs to know of the proxy. */
export interface LaneLine {
  direction: "up" | "down";
  fault(): LineFault;
  /** Settles when the faults change. */
  changed(): Promise<void>;
  chance(): number;
}

/** How a direction came to its end: the sender's end was passed on, or nothing of it was. */
export type LaneEnd = "passed" | "vanished";

/** Where bytes come from and go to. */
export interface LanePort {
  read(into: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
}

const READ_BYTES = 16 * 1024;
/** Bytes that may be on their way; beyond this nothing more is read. */
const UNDERWAY_BYTES_MAX = 256 * 1024;
const PIECE_PAUSE_MS = 1;

/** One direction of a connection through a proxy: bytes keep their order, whatever happens to the line. */
export class ProxyLane {
  readonly #from: LanePort;
  readonly #to: LanePort;
  readonly #line: LaneLine;
  #underway: { dueAt: number; bytes: Uint8Array }[] = [];
  #underwayBytes = 0;
  #delivering: Promise<void> | undefined;
  #isDeaf = false;
  #lastDueAt = 0;

  constructor(from: LanePort, to: LanePort, line: LaneLine) {
    this.#from = from;
    this.#to = to;
    this.#line = line;
  }

  /** Whether a black hole has swallowed something of it. */
  get isDeaf(): boolean {
    return this.#isDeaf;
  }

  /** Carries until the sender has ended; rejects when either side is lost. */
  async run(): Promise<LaneEnd> {
    const buffer = new Uint8Array(READ_BYTES);
    while (true) {
      const count = await this.#from.read(buffer);
      this.#isDeaf ||= this.#isSwallowed();
      if (count === null) {
        if (!this.#isDeaf) await this.#delivering;
        return this.#isDeaf ? "vanished" : "passed";
      }
      if (!this.#isDeaf) await this.#carry(buffer.subarray(0, count));
    }
  }

  async #carry(bytes: Uint8Array): Promise<void> {
    const { latencyMs = 0, jitterMs = 0, isStopped = false } = this.#line.fault();
    if (!this.#delivering && !isStopped && latencyMs + jitterMs === 0) return await this.#write(bytes);
    const dueAt = performance.now() + latencyMs + jitterMs * this.#line.chance();
    this.#lastDueAt = Math.max(dueAt, this.#lastDueAt);
    this.#underway.push({ dueAt: this.#lastDueAt, bytes: bytes.slice() });
    this.#underwayBytes += bytes.length;
    this.#delivering ??= this.#deliver().finally(() => this.#delivering = undefined);
    // It is awaited where the lane ends or is full; until then its failure must not count as unhandled.
    this.#delivering.catch(() => {});
    if (this.#underwayBytes > UNDERWAY_BYTES_MAX) await this.#delivering;
  }

  async #deliver(): Promise<void> {
    for (let next = this.#underway.shift(); next; next = this.#underway.shift()) {
      const wait = next.dueAt - performance.now();
      if (wait > 0) await pause(wait);
      while (this.#line.fault().isStopped) await this.#line.changed();
      this.#isDeaf ||= this.#isSwallowed();
      this.#underwayBytes -= next.bytes.length;
      if (!this.#isDeaf) await this.#write(next.bytes);
    }
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      const { sliceBytes } = this.#line.fault();
      const end = sliceBytes ? done + Math.max(1, Math.ceil(sliceBytes * this.#line.chance())) : bytes.length;
      done += await this.#to.write(bytes.subarray(done, end));
      if (sliceBytes && done < bytes.length) await pause(PIECE_PAUSE_MS);
    }
  }

  #isSwallowed(): boolean {
    return isDeaf(this.#line.fault(), this.#line.direction);
  }
}

/** Whether a line swallows what goes this way. */
export function isDeaf({ blackHole }: LineFault, direction: "up" | "down"): boolean {
  return blackHole === "both" || blackHole === direction;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
