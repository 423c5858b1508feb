import type { VisitRecorder } from "./visit_recorder.ts";

const CANDIDATES = 3;
const AGAIN_MS = 1_500;
const DESCRIPTION = `v=0\r\na=fingerprint:sha-256 ${Array.from({ length: 32 }, () => "00").join(":")}\r\n`;
const CANDIDATE = { candidate: "candidate:1 1 udp 1 192.0.2.1 9 typ host", sdpMid: "0", sdpMLineIndex: 0 };

interface Signal {
  event: string;
  data: Record<string, unknown>;
  isAcknowledged: boolean;
}

export interface SignalOptions {
  callId: string;
  deviceId: string;
  peerId: number;
  isCaller: boolean;
  recorder: VisitRecorder;
  send(event: string, data: unknown): void;
}

/** Offer, answer and candidates of one device in one call: numbered, and sent again until the peer's device has them. */
export class CallSignals {
  /** Settles when both sides have everything: then media would flow. */
  readonly done: Promise<void>;
  readonly #options: SignalOptions;
  readonly #own: Signal[] = [];
  readonly #received = new Map<number, string>();
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #settled = Promise.withResolvers<void>();

  constructor(options: SignalOptions) {
    this.#options = options;
    this.done = this.#settled.promise;
    this.#timer = setInterval(() => this.resend(), AGAIN_MS);
    if (options.isCaller) this.#begin("webrtc:offer", { offer: { type: "offer", sdp: DESCRIPTION } });
  }

  /** Takes an event about this call. */
  take(event: string, data: Record<string, unknown>): void {
    const { callId, peerId, send, recorder, deviceId } = this.#options;
    const n = Number(data.n);
    if (data.from_user_id !== peerId) recorder.oddities.push(`${deviceId} got ${event} of somebody else`);
    if (event === "webrtc:ack") {
      const own = this.#own[n - 1];
      if (own) own.isAcknowledged = true;
      else recorder.oddities.push(`${deviceId} got an acknowledgement of number ${n}, which it never sent`);
    } else {
      send("webrtc:ack", { call_id: callId, n });
      const before = this.#received.get(n);
      if (before !== undefined && before !== event) {
        recorder.oddities.push(`${deviceId} got ${event} and ${before} with number ${n}`);
      }
      this.#received.set(n, event);
      if (event === "webrtc:offer" && this.#own.length === 0) {
        this.#begin("webrtc:answer", { answer: { type: "answer", sdp: DESCRIPTION } });
      }
    }
    const isWhole = this.#received.size >= 1 + CANDIDATES && this.#own.length >= 1 + CANDIDATES;
    if (isWhole && this.#own.every((one) => one.isAcknowledged)) this.#settled.resolve();
  }

  /** Sends what the peer has not acknowledged. */
  resend(): void {
    for (const one of this.#own) if (!one.isAcknowledged) this.#options.send(one.event, one.data);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #begin(event: string, data: Record<string, unknown>): void {
    this.#add(event, data);
    for (let count = 0; count < CANDIDATES; count++) this.#add("webrtc:ice", { candidate: CANDIDATE });
    this.resend();
  }

  #add(event: string, data: Record<string, unknown>): void {
    const n = this.#own.length + 1;
    this.#own.push({ event, data: { ...data, call_id: this.#options.callId, n }, isAcknowledged: false });
  }
}
