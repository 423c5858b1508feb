/// <reference lib="dom" />
import { browserHost, type Host } from "../../../islands/lib/host.ts";
import { ReliableSignals, type Signal } from "../../../islands/lib/reliable_signals.ts";
import type { WebRTCClient } from "../../../islands/lib/webrtc_client.ts";
import { seededChance } from "../../support/seeded_chance.ts";

/** How badly a relay treats messages; chances in [0, 1]. */
export interface RelayFaults {
  seed: number;
  drop: number;
  twice: number;
  /** Each message takes up to this long, so later ones overtake. */
  delayMs: number;
}

export const PERFECT: RelayFaults = { seed: 1, drop: 0, twice: 0, delayMs: 0 };

/** Ten times as quick, so that repetitions do not make the test slow. */
const quickHost: Host = {
  ...browserHost,
  now: () => browserHost.now() * 10,
  later: (run, ms) => browserHost.later(run, ms / 10),
};

/** Carries messages between whatever stands at the sides `a` and `b` at the moment. */
export class SignalRelay {
  readonly #faults: RelayFaults;
  readonly #chance: () => number;
  readonly #signals = new Map<string, ReliableSignals>();
  #numbers = 0;

  constructor(faults: RelayFaults) {
    this.#faults = faults;
    this.#chance = seededChance(faults.seed);
  }

  /** Puts a client at a side, in the place of the one before. */
  attach(side: "a" | "b", client: WebRTCClient): ReliableSignals {
    const other = side === "a" ? "b" : "a";
    const carry = (run: (signals: ReliableSignals) => void) => this.#carry(other, run);
    const signals = new ReliableSignals({
      host: quickHost,
      firstNumber: this.#numbers += 1_000_000,
      send: (signal, n) => carry((there) => there.received(signal, n)),
      acknowledge: (n) => carry((there) => there.acknowledged(n)),
      deliver: (signal) => void deliver(client, signal),
    });
    client.on("localdescription", (description) => signals.post(signalOf(description)));
    client.on("candidate", (candidate) => signals.post({ kind: "candidate", candidate }));
    client.on("renewed", () => signals.discard());
    this.#signals.get(side)?.discard();
    this.#signals.set(side, signals);
    return signals;
  }

  close(): void {
    for (const signals of this.#signals.values()) signals.discard();
    this.#signals.clear();
  }

  #carry(to: string, run: (signals: ReliableSignals) => void): void {
    const { drop, twice, delayMs } = this.#faults;
    if (this.#chance() < drop) return;
    const copies = this.#chance() < twice ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      setTimeout(() => {
        const there = this.#signals.get(to);
        if (there) run(there);
      }, this.#chance() * delayMs);
    }
  }
}

function signalOf(description: RTCSessionDescriptionInit): Signal {
  return description.type === "offer"
    ? { kind: "offer", offer: description }
    : { kind: "answer", answer: description };
}

async function deliver(client: WebRTCClient, signal: Signal): Promise<void> {
  if (signal.kind === "offer") await client.receiveOffer(signal.offer);
  else if (signal.kind === "answer") await client.receiveAnswer(signal.answer);
  else await client.addIceCandidate(signal.candidate);
}
