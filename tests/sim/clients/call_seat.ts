/// <reference lib="dom" />
import { listenToCalls } from "../../../islands/lib/listen_to_calls.ts";
import {
  ReliableSignals,
  type ReliableSignalsTools,
  type Signal,
} from "../../../islands/lib/reliable_signals.ts";
import { signalingCode } from "../../../islands/lib/signaling_error.ts";
import { isAnswered, isOver, isUnanswered } from "../../../realtime/core/call.ts";
import type { CallObject } from "../../../realtime/core/objects.ts";
import type { ServerData } from "../../../realtime/core/server_events.ts";
import type { World } from "../world.ts";
import type { Page } from "./page.ts";

/** How often media is attested while it flows, in milliseconds. */
const ATTEST_MS = 5_000;
/** Candidates that each side sends after its description. */
const CANDIDATES = 3;
const SDP = "v=0\r\na=fingerprint:sha-256 00\r\n";

/** A page's part in one call: who holds it, the negotiation and the media, without any real media. */
export class CallSeat {
  callId: string | null = null;
  /** The newest version that this page knows. */
  call: CallObject | null = null;
  /** Whether this device takes part. */
  isMine = false;
  /** Whether this page decodes what comes from the other side. */
  hasMedia = true;
  readonly #world: World;
  readonly #page: Page;
  #signals: ReliableSignals | null = null;
  #posted = 0;
  #isUp = false;
  /** The call that was left last: the server may not know yet. */
  #givenUp: string | null = null;
  #isAlive = true;
  #cancelAttest = () => {};

  constructor(world: World, page: Page) {
    this.#world = world;
    this.#page = page;
    const { signaling } = page;
    listenToCalls(signaling, {
      onSync: (live) => this.#onSync(live),
      onAccepted: (data) => this.#onAccepted(data),
      onFact: (call) => this.#learn(call),
      onSignal: (callId, signal, n) => callId === this.callId && this.#signals?.received(signal, n),
      onAcknowledged: (callId, n) => callId === this.callId && this.#signals?.acknowledged(n),
    });
    signaling.on("state", ({ name }) => {
      if (name === "open") this.#signals?.resendAll();
    });
  }

  kill(): void {
    this.#isAlive = false;
  }

  place(calleeId: number, appointmentId: number): void {
    const client_id = this.#world.chances.clients.uuid();
    this.#page.signaling.request("initiate_call", {
      callee_id: calleeId,
      appointment_id: appointmentId,
      call_type: "video",
      client_id,
    }).then(({ call }) => {
      if (!this.#isAlive || this.isMine) return;
      this.#follow(call.call_id);
      this.isMine = true;
      this.#learn(call);
    }, () => undefined);
  }

  accept(callId: string): void {
    this.#page.signaling.acceptCall(callId).then(({ call }) => {
      if (!this.#isAlive) return;
      this.#world.guard(() => this.#world.winners.won(callId, this.#page.device));
      this.#follow(callId);
      this.isMine = true;
      this.#learn(call);
    }, (error) => {
      if (signalingCode(error) === "conflict") {
        this.#world.journal.note(`${this.#page.device.label} lost ${callId}`);
      }
    });
  }

  end(): void {
    const { callId } = this;
    if (callId === null || !this.isMine) return;
    this.#givenUp = callId;
    this.#leave();
    this.#page.signaling.hangupCall(callId).catch(() => undefined);
  }

  #onSync(live: ServerData<"sync">["live_call"]): void {
    if (live && live.call_id === this.#givenUp) return;
    if (live && live.polite !== undefined && !isUnanswered(live)) {
      this.#follow(live.call_id);
      this.isMine = true;
      this.#learn(live);
    } else if (this.callId !== null && live?.call_id !== this.callId && this.isMine) {
      // A sync may be older than a call that has just been placed.
      const age = this.call
        ? this.#page.signaling.serverNow() - Date.parse(this.call.initiated_at)
        : Infinity;
      if (age > 3_000) this.#leave();
    } else if (live && live.call_id === this.callId) this.#learn(live);
  }

  #onAccepted(data: ServerData<"call:accepted">): void {
    if (data.call.call_id !== this.callId) return;
    if (data.answered_elsewhere || data.polite === undefined) this.#leave();
    else this.#learn(data.call);
  }

  #follow(callId: string): void {
    if (this.callId === callId) return;
    this.#leave();
    this.callId = callId;
  }

  #learn(call: CallObject): void {
    if (call.call_id !== this.callId || (this.call && this.call.version > call.version)) return;
    this.call = call;
    if (isOver(call)) return this.#leave();
    if (this.isMine && isAnswered(call) && !this.#signals) this.#negotiate(call);
  }

  #negotiate(call: CallObject): void {
    const { signaling, host } = this.#page;
    const { call_id: callId } = call;
    const tools: ReliableSignalsTools = {
      host,
      firstNumber: signaling.serverNow(),
      send: (signal, n) => this.#send(callId, signal, n),
      acknowledge: (n) => signaling.acknowledgeSignal(callId, n),
      deliver: (signal) => this.#take(callId, signal),
    };
    this.#signals = new ReliableSignals(this.#world.plant.signals?.(tools) ?? tools);
    if (call.caller_id === this.#page.device.who.userId) this.#post("offer");
  }

  #send(callId: string, signal: Signal, n: number): void {
    const { signaling } = this.#page;
    if (signal.kind === "offer") signaling.sendOffer(callId, signal.offer, n);
    else if (signal.kind === "answer") signaling.sendAnswer(callId, signal.answer, n);
    else signaling.sendIceCandidate(callId, signal.candidate, n);
  }

  /** Sends a description and some candidates; each names its page and number, so that the other end can be checked. */
  #post(kind: "offer" | "answer"): void {
    const name = () => this.#world.signals.posted(this.#page, this.callId!, ++this.#posted);
    const sdp = `${SDP}${name()}`;
    this.#signals?.post(
      kind === "offer" ? { kind, offer: { type: kind, sdp } } : { kind, answer: { type: kind, sdp } },
    );
    for (let index = 0; index < CANDIDATES; index++) {
      this.#signals?.post({ kind: "candidate", candidate: { candidate: name(), sdpMid: "0" } });
    }
  }

  #take(callId: string, signal: Signal): void {
    const text = signal.kind === "offer"
      ? signal.offer.sdp
      : signal.kind === "answer"
      ? signal.answer.sdp
      : signal.candidate?.candidate;
    const name = (text ?? "").replace(SDP, "");
    this.#world.guard(() => this.#world.signals.delivered(this.#page, callId, name));
    if (signal.kind === "offer") this.#post("answer");
    if (signal.kind !== "candidate" && !this.#isUp) {
      this.#isUp = true;
      this.#attest(callId);
    }
  }

  #attest(callId: string): void {
    if (!this.hasMedia || this.callId !== callId || !this.isMine) return;
    this.#page.signaling.reportMedia(callId, { audio: true, video: true }).catch(() => undefined);
    this.#cancelAttest = this.#page.timers.set(() => this.#attest(callId), ATTEST_MS);
  }

  #leave(): void {
    if (this.callId !== null && this.isMine) this.#world.signals.left(this.#page, this.callId);
    this.#signals?.discard();
    this.#signals = null;
    this.#cancelAttest();
    this.callId = null;
    this.call = null;
    this.isMine = false;
    this.#isUp = false;
  }
}
