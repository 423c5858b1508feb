/// <reference lib="dom" />
import { CandidatePool, fits } from "./candidate_pool.ts";
import { judge, type Verdict } from "./description_rules.ts";
import { originOf, type SdpOrigin, ufragsOf } from "./sdp_session.ts";

/** What a link needs to know and tells. */
export interface PeerLinkTools {
  isPolite(): boolean;
  /** Sessions of the peer that were left behind. */
  retired: ReadonlySet<string>;
  candidates: CandidatePool;
  prepareOffer(): void;
  prepareAnswer(): Promise<void>;
  /** After an answer was made: what the offer had no place for is added here. */
  completeAnswer(): void;
  onDescription(description: RTCSessionDescriptionInit): void;
}

/** How a description was taken; `answer` when it was an offer that is answered now. */
export interface Received {
  verdict: Verdict;
  answer: RTCSessionDescriptionInit | null;
}

/** A step of the negotiation was abandoned because its connection was closed meanwhile. */
export class LinkClosed extends Error {}

/**
 * One RTCPeerConnection and its negotiation. Every step runs after the one before it has ended, so a collision is
 * judged by what stands, and a closed link abandons its steps (a closed connection's promises never settle).
 */
export class PeerLink {
  readonly connection: RTCPeerConnection;
  readonly #tools: PeerLinkTools;
  readonly #whenClosed: Promise<never>;
  #rejectWhenClosed: (fault: Error) => void = () => {};
  #last: Promise<unknown> = Promise.resolve();
  #remote: SdpOrigin | undefined;
  #ignored: string | undefined;
  #started = false;
  #closed = false;

  constructor(connection: RTCPeerConnection, tools: PeerLinkTools) {
    this.connection = connection;
    this.#tools = tools;
    this.#whenClosed = new Promise((_, reject) => this.#rejectWhenClosed = reject);
    this.#whenClosed.catch(() => {});
    connection.onnegotiationneeded = () => {
      // Who answers first must not offer before: its tracks go into the answer.
      if (this.#started) void this.#step(() => this.#offerIfStable()).catch(ignoreClosed);
    };
  }

  /** The session of the peer's connection that this one is negotiated with. */
  get remoteSession(): string | undefined {
    return this.#remote?.session;
  }

  /** Makes and announces an offer; one that still waits for its answer is returned again. */
  offer(): Promise<RTCSessionDescriptionInit> {
    return this.#step(async () => {
      const { connection } = this;
      if (connection.signalingState !== "have-local-offer") {
        this.#tools.prepareOffer();
        await this.#offerIfStable();
      }
      return described(connection.localDescription);
    });
  }

  /** Takes a description of the peer. */
  receive(type: "offer" | "answer", sdp: string): Promise<Received> {
    return this.#step(async () => {
      const origin = originOf(sdp);
      if (!origin) return { verdict: "stale", answer: null };
      const verdict = this.#judge(type, origin);
      if (verdict === "ignore") this.#insist(sdp);
      if (verdict === "again") return { verdict, answer: this.#announce() };
      if (verdict !== "apply") return { verdict, answer: null };
      await this.connection.setRemoteDescription({ type, sdp });
      this.#remote = origin;
      this.#drainCandidates(sdp);
      return { verdict, answer: type === "offer" ? await this.#answer() : null };
    });
  }

  /** Adds a candidate now, or once the description it belongs to has come. */
  addCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    return this.#step(() => {
      const sdp = this.connection.remoteDescription?.sdp;
      if (sdp !== undefined && fits(candidate, ufragsOf(sdp))) return this.#add(candidate);
      this.#tools.candidates.add(candidate);
      return Promise.resolve();
    });
  }

  /** Does something to the connection between two steps of the negotiation. */
  change(run: () => Promise<void>): Promise<void> {
    return this.#step(run);
  }

  /** Asks for new ICE credentials in a next offer. */
  restartIce(): void {
    this.#started = true;
    this.connection.restartIce();
  }

  close(): void {
    this.#closed = true;
    this.connection.onnegotiationneeded = null;
    this.connection.close();
    this.#rejectWhenClosed(new LinkClosed("the connection was closed"));
  }

  #judge(type: "offer" | "answer", origin: SdpOrigin): Verdict {
    const { retired } = this.#tools;
    const { signalingState } = this.connection;
    return judge(type, origin, {
      signalingState,
      polite: this.#tools.isPolite(),
      remote: this.#remote,
      retired,
    });
  }

  async #answer(): Promise<RTCSessionDescriptionInit> {
    await this.#tools.prepareAnswer();
    await this.connection.setLocalDescription();
    this.#started = true;
    const answer = this.#announce();
    this.#tools.completeAnswer();
    return answer;
  }

  async #offerIfStable(): Promise<void> {
    // Otherwise the browser says again that it is needed, once the negotiation under way has ended.
    if (this.connection.signalingState !== "stable") return;
    await this.connection.setLocalDescription();
    this.#started = true;
    this.#announce();
  }

  /** Repeats our own offer: whoever made the ignored one may have lost ours, as a page does that was reloaded. */
  #insist(ignored: string): void {
    if (ignored === this.#ignored) return;
    this.#ignored = ignored;
    this.#announce();
  }

  #announce(): RTCSessionDescriptionInit {
    const description = described(this.connection.localDescription);
    this.#tools.onDescription(description);
    return description;
  }

  #drainCandidates(sdp: string): void {
    for (const candidate of this.#tools.candidates.take(ufragsOf(sdp))) void this.#add(candidate);
  }

  async #add(candidate: RTCIceCandidateInit): Promise<void> {
    try {
      await this.connection.addIceCandidate(candidate);
    } catch {
      // One that the browser cannot use (an unknown transport, an old section) costs nothing but itself.
    }
  }

  #step<T>(run: () => Promise<T>): Promise<T> {
    const done = this.#last.then(() => this.#closed ? this.#whenClosed : run());
    const settled = Promise.race([done, this.#whenClosed]);
    this.#last = settled.catch(() => {});
    return settled;
  }
}

function described(description: RTCSessionDescription | null): RTCSessionDescriptionInit {
  if (!description) throw new Error("Cannot announce a description: none is set");
  return { type: description.type, sdp: description.sdp };
}

function ignoreClosed(fault: unknown): void {
  if (!(fault instanceof LinkClosed)) reportError(fault);
}
