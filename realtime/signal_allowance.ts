import { REALTIME_LIMITS } from "./core/realtime_limits.ts";

/** Calls remembered at once; those that began first are forgotten first. */
const CALLS_MAX = 5_000;

interface Sent {
  candidates: number;
  descriptionBytes: number;
  /** The highest number so far; what comes again under a lower one was counted. */
  lastNumber: number;
}

/** What one device sends to its peer: a candidate, or a description (RFC 8866: ASCII but for texts) of so many bytes. */
export interface SignalSize {
  candidates: 0 | 1;
  descriptionBytes: number;
  /** The sending device's number of it. */
  n: number | undefined;
}

/** How much signaling the devices of a call may send in all, in memory: each instance has its own. */
export class SignalAllowance {
  /** What each device has sent, by call; calls in the order of their first signal. */
  readonly #calls = new Map<string, Map<string, Sent>>();

  /** Calls remembered now. */
  get size(): number {
    return this.#calls.size;
  }

  /** Counts one signal; false when the device has sent too much in this call already. */
  take(callId: string, deviceId: string, { candidates, descriptionBytes, n }: SignalSize): boolean {
    const sent = this.#sentBy(callId, deviceId);
    if (n !== undefined && n <= sent.lastNumber) return true;
    const isTooMuch = sent.candidates + candidates > REALTIME_LIMITS.candidatesPerCall.most ||
      sent.descriptionBytes + descriptionBytes > REALTIME_LIMITS.descriptionBytesPerCall.most;
    if (isTooMuch) return false;
    sent.candidates += candidates;
    sent.descriptionBytes += descriptionBytes;
    if (n !== undefined) sent.lastNumber = n;
    return true;
  }

  #sentBy(callId: string, deviceId: string): Sent {
    const devices = this.#calls.get(callId) ?? this.#newCall(callId);
    const known = devices.get(deviceId);
    if (known) return known;
    const sent = { candidates: 0, descriptionBytes: 0, lastNumber: -1 };
    devices.set(deviceId, sent);
    return sent;
  }

  #newCall(callId: string): Map<string, Sent> {
    const devices = new Map<string, Sent>();
    this.#calls.set(callId, devices);
    if (this.#calls.size > CALLS_MAX) this.#calls.delete(this.#calls.keys().next().value ?? "");
    return devices;
  }
}
