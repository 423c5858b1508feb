/// <reference lib="dom" />
import type { CallSnapshot } from "../../islands/lib/call_snapshot.ts";

/** A snapshot of a call manager that has nothing to do with any call yet. */
export const IDLE_SNAPSHOT: CallSnapshot = {
  phase: "idle",
  call: null,
  polite: null,
  ringUntil: null,
  local: null,
  camera: null,
  microphone: null,
  remote: null,
  screen: false,
  audioEnabled: true,
  videoEnabled: true,
  hasCamera: true,
  hasMicrophone: true,
  peer: null,
  soundOnly: false,
  oneWay: null,
  endReason: null,
  answeredElsewhere: false,
  mediaError: null,
  connectedAt: null,
};

/** Stands in for a CallManager in tests of what draws on it. */
export class FakeCalls {
  snapshot: CallSnapshot = IDLE_SNAPSHOT;
  /** Every command as its name and arguments, in order. */
  readonly calls: unknown[][] = [];
  /** What the next command does instead of succeeding. */
  failWith: Error | null = null;
  seconds = 0;
  #handlers = new Set<(snapshot: CallSnapshot) => void>();

  on(_event: "change", handler: (snapshot: CallSnapshot) => void): () => void {
    this.#handlers.add(handler);
    return () => void this.#handlers.delete(handler);
  }

  change(changes: Partial<CallSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...changes };
    for (const handler of this.#handlers) handler(this.snapshot);
  }

  get listeners(): number {
    return this.#handlers.size;
  }

  prepareMedia = (...args: unknown[]) => this.#do("prepareMedia", ...args);
  acceptCall = (...args: unknown[]) => this.#do("acceptCall", ...args);
  declineCall = (...args: unknown[]) => this.#do("declineCall", ...args);
  endCall = (...args: unknown[]) => this.#do("endCall", ...args);
  toggleAudio = () => void this.#do("toggleAudio");
  toggleVideo = () => this.#do("toggleVideo");
  startScreenShare = () => this.#do("startScreenShare");
  stopScreenShare = () => void this.#do("stopScreenShare");
  durationSeconds = () => this.seconds;

  #do(...call: unknown[]): Promise<never> {
    this.calls.push(call);
    const fault = this.failWith;
    this.failWith = null;
    return fault ? Promise.reject(fault) : Promise.resolve(undefined as never);
  }
}
