import { isOver, type KnownCall, type Ring } from "../support/visit_log.ts";
import type { ApiDoor } from "./api_door.ts";
import { knownCall, type WireCall, type WireSync } from "./contract_shapes.ts";
import type { VisitRecorder } from "./visit_recorder.ts";

export interface CallDeskOptions {
  deviceId: string;
  userId: number;
  door: ApiDoor;
  recorder: VisitRecorder;
  leaving: AbortSignal;
  /** A call of this person rings here, or what is known of a call is newer now. */
  changed(call: KnownCall): void;
}

/** The calls that one device knows, each in its newest version, and its ringing. */
export class CallDesk {
  readonly #options: CallDeskOptions;
  readonly #known = new Map<string, KnownCall>();
  readonly #ringing = new Map<string, { ring: Ring; timer: ReturnType<typeof setTimeout> }>();

  constructor(options: CallDeskOptions) {
    this.#options = options;
  }

  get known(): KnownCall[] {
    return [...this.#known.values()];
  }

  find(callId: string): KnownCall | undefined {
    return this.#known.get(callId);
  }

  isRinging(callId: string): boolean {
    return this.#ringing.has(callId);
  }

  /** Takes a call as it came; an older version than the known one changes nothing. */
  note(wire: WireCall, ringUntil?: string): void {
    const call = knownCall(wire);
    const before = this.#known.get(call.callId);
    if (before && before.version >= call.version) return;
    this.#known.set(call.callId, call);
    if (call.acceptedAt !== null || isOver(call)) this.#stop(call.callId, "told");
    else if (ringUntil) this.#ring(call, Date.parse(ringUntil));
    this.#options.changed(call);
  }

  /** Takes what is live now; calls that were live before and are not named are looked up. */
  synced({ live_call: live }: WireSync): void {
    if (live) {
      this.note(live, live.ring_until);
      const call = this.#known.get(live.call_id);
      if (call && call.acceptedAt === null && !isOver(call)) this.#ring(call, Date.parse(live.ring_until));
    }
    for (const call of this.#known.values()) {
      if (!isOver(call) && call.callId !== live?.call_id) this.#lookUp(call.callId);
    }
  }

  /** Without a socket nothing rings. */
  down(): void {
    for (const callId of [...this.#ringing.keys()]) this.#stop(callId, "offline");
  }

  #ring(call: KnownCall, ringUntil: number): void {
    const { deviceId, userId, recorder } = this.#options;
    if (call.calleeId !== userId || this.#ringing.has(call.callId) || ringUntil <= Date.now()) return;
    const ring: Ring = { deviceId, callId: call.callId, from: Date.now(), ringUntil };
    recorder.rings.push(ring);
    const timer = setTimeout(() => this.#stop(call.callId, "ring_until"), ringUntil - Date.now());
    this.#ringing.set(call.callId, { ring, timer });
  }

  #stop(callId: string, why: "told" | "ring_until" | "offline"): void {
    const ringing = this.#ringing.get(callId);
    if (!ringing) return;
    clearTimeout(ringing.timer);
    ringing.ring.stopped = { at: Date.now(), why };
    this.#ringing.delete(callId);
  }

  async #lookUp(callId: string): Promise<void> {
    const { door, leaving, recorder } = this.#options;
    const answer = await door.ask("GET", `/api/calls/${callId}`, leaving).catch(() => undefined);
    if (answer?.status === 200) this.note(answer.body.call);
    else if (answer) recorder.oddities.push(`a call of one's own can't be read: ${answer.status}`);
  }
}
