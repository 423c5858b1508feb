import { type ReadonlySignal, signal } from "@preact/signals";
import type { RelayPath } from "../../realtime/core/device_check.ts";
import type { Transport } from "../../realtime/core/device_check_limits.ts";
import type { IceServerObject } from "../../realtime/core/objects.ts";
import { median } from "./probe_figures.ts";
import { relaysOf } from "./relays_of.ts";

/** How often the way to the server is measured; the middle one counts. */
const PINGS = 5;

/** What a trial of the network needs of the browser. */
export interface NetworkDoor {
  /** Milliseconds to the clinic's server and back; rejects when there is no answer in time. */
  ping(): Promise<number>;
  iceServers(): Promise<IceServerObject[]>;
  /** Tries the way over these relays. Never rejects. */
  tryRelay(transport: Transport, servers: IceServerObject[]): Promise<RelayPath>;
}

/** One way as it is tried. */
export interface RelayRow {
  transport: Transport;
  /** Null while it is not known. */
  path: RelayPath | null;
  running: boolean;
}

export type TrialState = "idle" | "running" | "done" | "failed";

/** Tries the way to the clinic's server and over each of its relays, one after the other. */
export class NetworkTrial {
  readonly #state = signal<TrialState>("idle");
  readonly #serverMs = signal<number | null>(null);
  readonly #relays = signal<readonly RelayRow[]>([]);
  #round = 0;

  /** `failed`: the server gave no answer. */
  get state(): ReadonlySignal<TrialState> {
    return this.#state;
  }

  get serverMs(): ReadonlySignal<number | null> {
    return this.#serverMs;
  }

  /** Empty where the clinic has no relay, and before it is known. */
  get relays(): ReadonlySignal<readonly RelayRow[]> {
    return this.#relays;
  }

  /** What was found of each relay. */
  get paths(): RelayPath[] {
    return this.#relays.value.flatMap(({ path }) => path ?? []);
  }

  /** Tries everything; a later call takes the place of one that is still running. */
  async run(door: NetworkDoor): Promise<void> {
    const round = ++this.#round;
    const isMine = () => round === this.#round;
    this.#state.value = "running";
    this.#serverMs.value = null;
    this.#relays.value = [];
    const [serverMs, servers] = await Promise.all([
      pingOften(door),
      door.iceServers().catch(() => null),
    ]);
    if (!isMine()) return;
    this.#serverMs.value = servers === null ? null : serverMs;
    if (serverMs === null || servers === null) return void (this.#state.value = "failed");
    const relays = relaysOf(servers);
    this.#relays.value = relays.map(([transport]) => ({ transport, path: null, running: false }));
    // One after the other: two at once would take each other's bandwidth.
    for (const [transport, own] of relays) {
      this.#note({ transport, path: null, running: true });
      const path = await door.tryRelay(transport, own);
      if (!isMine()) return;
      this.#note({ transport, path, running: false });
    }
    this.#state.value = "done";
  }

  #note(row: RelayRow): void {
    this.#relays.value = this.#relays.value.map((one) => one.transport === row.transport ? row : one);
  }
}

async function pingOften(door: NetworkDoor): Promise<number | null> {
  const times: number[] = [];
  for (let n = 0; n < PINGS; n++) {
    const ms = await door.ping().catch(() => null);
    // Whoever gives no answer once keeps people waiting long enough.
    if (ms === null) break;
    times.push(ms);
  }
  const middle = median(times);
  return middle === null ? null : Math.round(middle);
}
