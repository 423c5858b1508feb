/// <reference lib="dom" />
import { CandidatePool } from "./candidate_pool.ts";
import { LinkClosed, PeerLink, type Received } from "./peer_link.ts";
import { type PeerState, PeerStateChannel } from "./peer_state_channel.ts";
import {
  bindForAnswer,
  bindForOffer,
  bindTrack,
  type MediaKind,
  type OutgoingTracks,
} from "./track_binding.ts";

/** Configuration of a connection; all may change while it lasts. */
export interface ConnectionOptions {
  iceServers?: RTCIceServer[];
  iceTransportPolicy?: RTCIceTransportPolicy;
  /** Whether this side yields when both offer at once; exactly one of the two must. */
  polite?: boolean;
  /** Without it only sound is offered. */
  video?: boolean;
}

export interface PeerConnectionTools {
  create(configuration: RTCConfiguration): RTCPeerConnection;
  outgoing(): OutgoingTracks;
  onDescription(description: RTCSessionDescriptionInit): void;
  onCandidate(candidate: RTCIceCandidateInit): void;
  onTrack(track: MediaStreamTrack, stream: MediaStream): void;
  onState(state: RTCPeerConnectionState): void;
  onPeerState(state: PeerState): void;
  onRenewed(): void;
}

/** Most earlier connections of the peer that are remembered, so that their late descriptions do no harm. */
const RETIRED_MAX = 16;

/**
 * The connection with one peer through all its replacements: a peer that appears with another SDP session gets a
 * fresh RTCPeerConnection here as well.
 */
export class PeerConnection {
  readonly #options: ConnectionOptions;
  readonly #tools: PeerConnectionTools;
  readonly #candidates = new CandidatePool();
  readonly #retired = new Set<string>();
  #link: PeerLink | null = null;
  #channel: PeerStateChannel | null = null;
  #state: PeerState | null = null;
  #closed = false;

  constructor(options: ConnectionOptions, tools: PeerConnectionTools) {
    this.#options = { ...options };
    this.#tools = tools;
  }

  /** The browser's connection of the moment; null before the first. */
  get current(): RTCPeerConnection | null {
    return this.#link?.connection ?? null;
  }

  get peerReachable(): boolean {
    return this.#channel?.isOpen ?? false;
  }

  /** Creates the connection, or gives a running one other options (ICE servers from the next ICE restart on). */
  configure(options: ConnectionOptions): RTCPeerConnection {
    Object.assign(this.#options, options);
    if (this.#link) this.#link.connection.setConfiguration(this.#configuration());
    return this.#ensure().connection;
  }

  offer(): Promise<RTCSessionDescriptionInit> {
    return this.#ensure().offer();
  }

  /** Gives the connection up for a fresh one and offers. */
  async renew(): Promise<void> {
    if (!this.#closed) await this.#renew().offer();
  }

  /** Looks for a new path; where nothing is negotiated yet, this side makes the offer. */
  restartIce(): void {
    const link = this.#link;
    if (link?.remoteSession !== undefined) link.restartIce();
    else if (!this.#closed) void this.offer().catch(() => {});
  }

  /** Takes a description of the peer; resolves with the answer to an offer that was taken. */
  async receive(type: "offer" | "answer", sdp: string): Promise<RTCSessionDescriptionInit | null> {
    let link: PeerLink | null = null;
    const received = await this.#whileOpen<Received>((current) => (link = current).receive(type, sdp));
    const needsFresh = received?.verdict === "stranger" || received?.verdict === "anew";
    if (!needsFresh) return received?.answer ?? null;
    const fresh = link === this.#link ? this.#renew() : this.#ensure();
    if (type === "offer") return await this.receive(type, sdp);
    await fresh.offer();
    return null;
  }

  async addCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    await this.#whileOpen((link) => link.addCandidate(candidate));
  }

  /** Sends what there is of one kind from now on. */
  async rebind(kind: MediaKind): Promise<void> {
    if (!this.#link) return;
    await this.#whileOpen((link) =>
      link.change(() => bindTrack(link.connection, kind, this.#tools.outgoing()))
    );
  }

  /** Tells the peer about this side, now or as soon as it can be reached directly. */
  sendState(state: PeerState): void {
    this.#state = state;
    this.#channel?.send(state);
  }

  close(): void {
    this.#closed = true;
    this.#link?.close();
  }

  /** Does a step on the current connection, and again on the next one if it is replaced meanwhile. */
  async #whileOpen<T>(step: (link: PeerLink) => Promise<T>): Promise<T | undefined> {
    while (!this.#closed) {
      try {
        return await step(this.#ensure());
      } catch (fault) {
        if (!(fault instanceof LinkClosed)) throw fault;
      }
    }
    return undefined;
  }

  #ensure(): PeerLink {
    return this.#link ?? this.#connect();
  }

  #renew(): PeerLink {
    const left = this.#link?.remoteSession;
    this.#link?.close();
    if (left !== undefined) this.#retired.add(left);
    for (const oldest of this.#retired) {
      if (this.#retired.size > RETIRED_MAX) this.#retired.delete(oldest);
    }
    this.#tools.onRenewed();
    return this.#connect();
  }

  #connect(): PeerLink {
    const connection = this.#tools.create(this.#configuration());
    const link = new PeerLink(connection, {
      isPolite: () => this.#options.polite === true,
      retired: this.#retired,
      candidates: this.#candidates,
      prepareOffer: () => bindForOffer(connection, this.#kinds(), this.#tools.outgoing()),
      prepareAnswer: () => bindForAnswer(connection, this.#tools.outgoing()),
      completeAnswer: () => bindForOffer(connection, this.#kindsSent(), this.#tools.outgoing()),
      onDescription: (description) => this.#tools.onDescription(description),
    });
    this.#link = link;
    this.#channel = new PeerStateChannel(connection, (state) => this.#tools.onPeerState(state));
    if (this.#state) this.#channel.send(this.#state);
    this.#listen(connection);
    return link;
  }

  #listen(connection: RTCPeerConnection): void {
    const { onCandidate, onTrack, onState } = this.#tools;
    let stream: MediaStream | null = null;
    connection.onicecandidate = ({ candidate }) => {
      if (candidate?.candidate && connection === this.current) onCandidate(candidate.toJSON());
    };
    connection.onconnectionstatechange = () => {
      if (connection === this.current) onState(connection.connectionState);
    };
    connection.ontrack = ({ track }) => {
      stream ??= new MediaStream();
      stream.addTrack(track);
      if (connection === this.current) onTrack(track, stream);
    };
  }

  #configuration(): RTCConfiguration {
    const { iceServers, iceTransportPolicy } = this.#options;
    return { iceServers, iceTransportPolicy, bundlePolicy: "max-bundle" };
  }

  #kinds(): MediaKind[] {
    return this.#options.video === false ? this.#kindsSent(["audio"]) : ["audio", "video"];
  }

  /** The kinds that have something to send, and those named. */
  #kindsSent(named: readonly MediaKind[] = []): MediaKind[] {
    const outgoing = this.#tools.outgoing();
    return (["audio", "video"] as const).filter((kind) => named.includes(kind) || outgoing[kind] !== null);
  }
}
