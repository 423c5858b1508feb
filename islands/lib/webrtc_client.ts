/// <reference lib="dom" />
import type { DeviceChoice } from "./acquire_media.ts";
import { Emitter, type Unsubscribe } from "./emitter.ts";
import { LocalMedia } from "./local_media.ts";
import type { MediaWish } from "./media_fallback.ts";
import { type ConnectionOptions, PeerConnection } from "./peer_connection.ts";
import type { PeerState } from "./peer_state_channel.ts";
import type { MediaKind } from "./track_binding.ts";

export interface WebRTCClientOptions extends ConnectionOptions {
  mediaDevices?: MediaDevices;
  /** The devices to begin with; others take their place where they are gone. */
  devices?: DeviceChoice;
  createConnection?: (configuration: RTCConfiguration) => RTCPeerConnection;
}

export interface WebRTCClientEvents {
  /** An offer or an answer for the peer, also those that createOffer and receiveOffer return. */
  localdescription: RTCSessionDescriptionInit;
  candidate: RTCIceCandidateInit;
  track: { track: MediaStreamTrack; stream: MediaStream };
  connectionstate: RTCPeerConnectionState;
  /** The connection was replaced by a fresh one; descriptions and candidates of the old one are void. */
  renewed: void;
  peerstate: PeerState;
  /** Our own devices have changed, or what is sent of them. */
  localmedia: void;
}

/**
 * Media with one peer by W3C perfect negotiation. Whoever owns it carries its `localdescription` and `candidate`
 * events to the other side's receiveOffer, receiveAnswer and addIceCandidate, in any order and any number of times.
 */
export class WebRTCClient {
  readonly #emitter = new Emitter<WebRTCClientEvents>();
  readonly #media: LocalMedia;
  readonly #peer: PeerConnection;
  #video: boolean;
  #remote: MediaStream | null = null;

  constructor(options: WebRTCClientOptions = {}) {
    const { mediaDevices, devices, createConnection, ...connection } = options;
    const emit = this.#emitter.emit.bind(this.#emitter);
    this.#video = connection.video !== false;
    this.#media = new LocalMedia({
      devices: mediaDevices ?? globalThis.navigator?.mediaDevices,
      choice: devices,
      onTrack: (kind) => void this.#peer.rebind(kind),
      onChange: () => emit("localmedia", undefined),
    });
    this.#peer = new PeerConnection(connection, {
      create: createConnection ?? ((configuration) => new RTCPeerConnection(configuration)),
      outgoing: () => this.#media.outgoing,
      onDescription: (description) => emit("localdescription", description),
      onCandidate: (candidate) => emit("candidate", candidate),
      onTrack: (track, stream) => emit("track", { track, stream: this.#remote = stream }),
      onState: (state) => emit("connectionstate", state),
      onPeerState: (state) => emit("peerstate", state),
      onRenewed: () => emit("renewed", undefined),
    });
  }

  on<E extends keyof WebRTCClientEvents>(
    event: E,
    handler: (detail: WebRTCClientEvents[E]) => void,
  ): Unsubscribe {
    return this.#emitter.on(event, handler);
  }

  /** Our own camera and microphone, for a preview. */
  get localStream(): MediaStream {
    return this.#media.stream;
  }

  /** What the peer sends; null before its first track. A fresh connection has a fresh stream. */
  get remoteStream(): MediaStream | null {
    return this.#remote;
  }

  get connectionState(): RTCPeerConnectionState {
    return this.#peer.current?.connectionState ?? "new";
  }

  /** Whether the microphone is muted, open or not. */
  get muted(): boolean {
    return this.#media.muted;
  }

  get audioEnabled(): boolean {
    return this.#media.audioEnabled;
  }

  get videoEnabled(): boolean {
    return this.#media.videoEnabled;
  }

  /** Whether the camera's picture stays here although the camera is open. */
  get cameraHeldBack(): boolean {
    return this.#media.heldBack;
  }

  get screenShared(): boolean {
    return this.#media.sharesScreen;
  }

  get hasMicrophone(): boolean {
    return this.#media.has("audio");
  }

  get hasCamera(): boolean {
    return this.#media.has("video");
  }

  /** Name of the DOMException that kept a wanted device away: NotAllowedError, NotFoundError, … */
  get mediaError(): string | null {
    return this.#media.error;
  }

  /** Creates the connection, or gives a running one other options (ICE servers from the next ICE restart on). */
  initPeerConnection(options: ConnectionOptions = {}): RTCPeerConnection {
    this.#video = options.video ?? this.#video;
    return this.#peer.configure(options);
  }

  /** Offers to the peer; resolves with the offer, which is announced as `localdescription` too. */
  createOffer(): Promise<RTCSessionDescriptionInit> {
    return this.#peer.offer();
  }

  /** Takes an offer; resolves with the answer, or null when the offer lost a collision or came too late. */
  receiveOffer(offer: RTCSessionDescriptionInit): Promise<RTCSessionDescriptionInit | null> {
    return this.#peer.receive("offer", offer.sdp ?? "");
  }

  async receiveAnswer(answer: RTCSessionDescriptionInit): Promise<void> {
    await this.#peer.receive("answer", answer.sdp ?? "");
  }

  /** Adds a candidate of the peer's, also before the description it belongs to; null (no more to come) is nothing. */
  async addIceCandidate(candidate: RTCIceCandidateInit | null): Promise<void> {
    if (candidate?.candidate) await this.#peer.addCandidate(candidate);
  }

  /**
   * Opens microphone and camera, as many of them as there are, and sends them. Rejects only when nothing could be
   * opened because it is not allowed; `mediaError` names any lesser trouble.
   */
  async getLocalStream(wish: Partial<MediaWish> = {}): Promise<MediaStream> {
    await this.#media.open({ audio: true, video: this.#video, ...wish });
    const { error, stream } = this.#media;
    const refused = error === "NotAllowedError" || error === "SecurityError";
    if (refused && stream.getTracks().length === 0) {
      throw new DOMException("Camera and microphone are not allowed", error);
    }
    return stream;
  }

  /** Mutes or opens the microphone; answers whether it is open now. */
  setAudioEnabled(on: boolean): boolean {
    return this.#media.setAudioEnabled(on);
  }

  /** Opens the camera or releases it (its light goes out); resolves with whether it is open now. */
  setVideoEnabled(on: boolean): Promise<boolean> {
    return this.#media.setVideoEnabled(on);
  }

  /** Sends a screen in the camera's place. Rejects with a DOMException when the person declines. */
  startScreenShare(): Promise<void> {
    return this.#media.shareScreen();
  }

  stopScreenShare(): void {
    this.#media.stopScreen();
  }

  /** Changes to another device; on failure the old one goes on. */
  switchDevice(kind: MediaKind, deviceId: string): Promise<void> {
    return this.#media.switchDevice(kind, deviceId);
  }

  /** Changes between the front and the back camera of a phone; on failure the old one goes on. */
  turnCamera(): Promise<void> {
    return this.#media.turnCamera();
  }

  /** Keeps the camera's picture here, or sends it again, without negotiating; a shared screen is sent in any case. */
  holdCameraBack(held: boolean): void {
    this.#media.holdBack(held);
  }

  /** Looks for a new network path; media goes on over the old one meanwhile. */
  restartIce(): void {
    this.#peer.restartIce();
  }

  /** Gives the connection up for a fresh one and offers. */
  renew(): Promise<void> {
    return this.#peer.renew();
  }

  /** Tells the peer about this side over the data channel, now or as soon as it opens. */
  sendPeerState(state: PeerState): void {
    this.#peer.sendState(state);
  }

  /** Whether the peer can be told something directly. */
  get peerReachable(): boolean {
    return this.#peer.peerReachable;
  }

  /** Statistics of the connection; null before there is one. */
  async getStats(): Promise<RTCStatsReport | null> {
    return await this.#peer.current?.getStats() ?? null;
  }

  /** Releases every device; the connection stays. */
  releaseMedia(): void {
    this.#media.close();
  }

  /** Ends the connection and releases every device. */
  close(): void {
    this.#peer.close();
    this.#media.close();
    this.#emitter.clear();
  }
}
