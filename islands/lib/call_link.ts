/// <reference lib="dom" />
import type { CallObject } from "../../realtime/core/objects.ts";
import { type Attested, isAttestationDue } from "./attestation.ts";
import type { CallSignaling } from "./call_signaling.ts";
import type { Unsubscribe } from "./emitter.ts";
import type { Host } from "./host.ts";
import { LinkWatch } from "./link_watch.ts";
import { flowBetween, type MediaFlow, type MediaSample, sampleOf } from "./media_probe.ts";
import type { PeerState } from "./peer_state_channel.ts";
import { ReliableSignals, type Signal } from "./reliable_signals.ts";
import { nextSignalNumber, rememberSignalNumber } from "./signal_numbers.ts";
import type { WebRTCClient } from "./webrtc_client.ts";

export interface CallLinkTools {
  client: WebRTCClient;
  signaling: CallSignaling;
  host: Host;
  callId: string;
  /** What the peer is told besides what is sent. */
  wishes(): Pick<PeerState, "poor" | "wantsVideo">;
  onChange(): void;
  /** The server has answered an attestation with the call as it stands. */
  onCall(call: CallObject): void;
  /** Every repair has failed. */
  onLost(): void;
  /** The peer says that it has hung up. */
  onLeft(): void;
}

/** Until the first sound or picture is proven, and from then on. */
const FIRST_LOOK_MS = 250;
const LOOK_MS = 1_000;
/** How long a farewell may take on its way before the connection is closed. */
const FAREWELL_MS = 200;

/** The media of one call: carries the negotiation, attests what arrives, and repairs what does not. */
export class CallLink {
  readonly #tools: CallLinkTools;
  readonly #signals: ReliableSignals;
  readonly #watch: LinkWatch;
  readonly #unsubscribe: Unsubscribe[];
  #peer: PeerState | null = null;
  #sample: MediaSample = { audioPackets: 0, videoFrames: 0 };
  #attested: Attested | null = null;
  #attesting = false;
  #cancelLook = () => {};
  #stopped = false;

  constructor(tools: CallLinkTools) {
    const { client, signaling, host, callId } = tools;
    this.#tools = tools;
    this.#watch = new LinkWatch(host.now());
    this.#signals = new ReliableSignals({
      host,
      firstNumber: nextSignalNumber(callId, signaling.serverNow()),
      onNumber: (n) => rememberSignalNumber(callId, n),
      send: (signal, n) => sendSignal(signaling, callId, signal, n),
      acknowledge: (n) => signaling.acknowledgeSignal(callId, n),
      deliver: (signal) => void this.#deliver(signal),
    });
    this.#unsubscribe = [
      client.on("localdescription", (description) => this.#signals.post(signalOf(description))),
      client.on("candidate", (candidate) => this.#signals.post({ kind: "candidate", candidate })),
      client.on("renewed", () => this.#signals.discard()),
      client.on("peerstate", (state) => this.#onPeerState(state)),
      client.on("localmedia", () => this.tell()),
      client.on("track", () => tools.onChange()),
      client.on("connectionstate", () => void this.#look()),
      signaling.on("state", ({ name }) => this.#onSocket(name === "open")),
    ];
    this.tell();
    this.#lookIn(FIRST_LOOK_MS);
  }

  /** What the other side says it sends. */
  get peer(): PeerState | null {
    return this.#peer;
  }

  get oneWay(): "not_hearing" | "not_heard" | null {
    const { trouble } = this.#watch;
    if (trouble === "silent") return "not_hearing";
    return trouble === "unheard" ? "not_heard" : null;
  }

  /** Whether the connection stands, in one direction at least. */
  get isUp(): boolean {
    return this.#tools.client.connectionState === "connected";
  }

  /** Takes a message of the peer's negotiation; what comes after the end does nothing. */
  receive(signal: Signal, n: number | undefined): void {
    if (!this.#stopped) this.#signals.received(signal, n);
  }

  acknowledged(n: number): void {
    this.#signals.acknowledged(n);
  }

  /** Tells the peer what is sent from here, whether its own media arrives, and what is asked of it. */
  tell(): void {
    const { client, wishes } = this.#tools;
    client.sendPeerState({
      audio: client.audioEnabled,
      video: client.videoEnabled && !client.cameraHeldBack,
      screen: client.screenShared,
      hears: this.#watch.trouble !== "silent",
      ...wishes(),
    });
  }

  /** Ends; `farewell` tells the peer directly first, for when the server can't. */
  stop(farewell: boolean): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#cancelLook();
    this.#signals.discard();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    const { client, host } = this.#tools;
    if (!farewell || !client.peerReachable) return client.close();
    client.sendPeerState({ audio: false, video: false, screen: false, left: true });
    client.releaseMedia();
    host.later(() => client.close(), FAREWELL_MS);
  }

  async #deliver(signal: Signal): Promise<void> {
    const { client } = this.#tools;
    try {
      if (signal.kind === "offer") await client.receiveOffer(signal.offer);
      else if (signal.kind === "answer") await client.receiveAnswer(signal.answer);
      else await client.addIceCandidate(signal.candidate);
    } catch {
      // A description that the browser refuses leaves the link in trouble, and the watch repairs it.
    }
  }

  #onSocket(open: boolean): void {
    if (!open) return this.#watch.socketLost();
    this.#signals.resendAll();
    this.#attested = null;
    void this.#look();
  }

  #onPeerState(state: PeerState): void {
    if (state.left) return this.#tools.onLeft();
    this.#peer = state;
    this.#tools.client.holdCameraBack(state.wantsVideo === false);
    this.#tools.onChange();
  }

  #lookIn(ms: number): void {
    this.#cancelLook();
    this.#cancelLook = this.#tools.host.later(() => void this.#look(), ms);
  }

  async #look(): Promise<void> {
    this.#lookIn(this.#attested ? LOOK_MS : FIRST_LOOK_MS);
    const report = await this.#tools.client.getStats().catch(() => null);
    if (this.#stopped) return;
    const sample = sampleOf(report ?? []);
    const flow = flowBetween(this.#sample, sample);
    this.#sample = sample;
    this.#attest(flow);
    this.#repair(flow);
  }

  #repair(flow: MediaFlow): void {
    const { client, signaling, host, onChange, onLost } = this.#tools;
    const before = this.#watch.trouble;
    const repair = this.#watch.look(host.now(), {
      connection: client.connectionState,
      flows: flow.audio || flow.video,
      peer: this.#peer,
      socketOpen: signaling.state.name === "open",
    });
    const { trouble } = this.#watch;
    if (trouble !== before) {
      if (trouble) signaling.probe();
      this.tell();
      onChange();
    }
    if (repair === "restart_ice") client.restartIce();
    else if (repair === "renew") void client.renew().catch(() => {});
    else if (repair === "give_up") onLost();
  }

  #attest(flow: MediaFlow): void {
    const { client, signaling, host, callId, onCall } = this.#tools;
    const { peer } = this;
    const now = host.now();
    // A peer with nothing to send proves the path by its data channel.
    const mutePeer = client.peerReachable && peer && !peer.audio && !peer.video && !peer.screen;
    const proven = mutePeer ? { ...flow, audio: true } : flow;
    const due = isAttestationDue(this.#attested, proven, now);
    if (!due || this.#attesting || signaling.state.name !== "open") return;
    this.#attested = { ...proven, at: now };
    this.#attesting = true;
    signaling.reportMedia(callId, proven)
      .then(({ call }) => onCall(call), () => this.#attested = null)
      .finally(() => this.#attesting = false);
  }
}

function signalOf(description: RTCSessionDescriptionInit): Signal {
  return description.type === "offer"
    ? { kind: "offer", offer: description }
    : { kind: "answer", answer: description };
}

function sendSignal(signaling: CallSignaling, callId: string, signal: Signal, n: number): void {
  if (signal.kind === "offer") signaling.sendOffer(callId, signal.offer, n);
  else if (signal.kind === "answer") signaling.sendAnswer(callId, signal.answer, n);
  else signaling.sendIceCandidate(callId, signal.candidate, n);
}
