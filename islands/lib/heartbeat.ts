import type { Host } from "./host.ts";

/** How often to knock and how long to wait for any sign of life, in milliseconds. */
export interface HeartbeatPace {
  everyMs: number;
  deadlineMs: number;
}

export const CALL_PACE: HeartbeatPace = { everyMs: 5_000, deadlineMs: 4_000 };
/** Longest wait outside a call; `everyMs` is what the server asks for. */
export const CALM_DEADLINE_MS = 10_000;
const PROBE_DEADLINE_MS = 2_000;

/** Knocks on an open connection at a pace and tells when nothing comes back in time. */
export class Heartbeat {
  readonly #host: Host;
  readonly #knock: () => void;
  readonly #onSilence: () => void;
  #pace: HeartbeatPace;
  #cancelKnock = () => {};
  #cancelDeadline: (() => void) | null = null;

  constructor(host: Host, pace: HeartbeatPace, knock: () => void, onSilence: () => void) {
    this.#host = host;
    this.#knock = knock;
    this.#onSilence = onSilence;
    this.#pace = pace;
    this.#schedule();
  }

  /** Changes the pace at once; a quicker one takes effect before the next knock was due. */
  set pace(pace: HeartbeatPace) {
    this.#pace = pace;
    this.#schedule();
  }

  /** Anything that came from the other side: it lives. */
  heard(): void {
    this.#cancelDeadline?.();
    this.#cancelDeadline = null;
  }

  /** Knocks now and waits only briefly, because there is a reason for doubt. */
  probe(): void {
    this.heard();
    this.#beat(PROBE_DEADLINE_MS);
  }

  stop(): void {
    this.#cancelKnock();
    this.heard();
  }

  #schedule(): void {
    this.#cancelKnock();
    this.#cancelKnock = this.#host.later(() => {
      this.#beat(this.#pace.deadlineMs);
      this.#schedule();
    }, this.#pace.everyMs);
  }

  #beat(deadlineMs: number): void {
    this.#knock();
    this.#cancelDeadline ??= this.#host.later(() => {
      this.stop();
      this.#onSilence();
    }, deadlineMs);
  }
}
