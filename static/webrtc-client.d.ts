/** Media with one peer over WebRTC, by W3C perfect negotiation. Types of `/static/webrtc-client.js`. */

export type Unsubscribe = () => void;
export type MediaKind = "audio" | "video";

export interface ConnectionOptions {
  iceServers?: RTCIceServer[];
  iceTransportPolicy?: RTCIceTransportPolicy;
  /** Whether this side yields when both offer at once; exactly one of the two must. */
  polite?: boolean;
  /** Without it only sound is offered. */
  video?: boolean;
}

/** Which device of a kind to use; the browser's choice when it is left out. */
export interface DeviceChoice {
  audio?: string;
  video?: string;
  /** Which way the camera looks, where none is named. */
  facing?: "user" | "environment";
}

export interface WebRTCClientOptions extends ConnectionOptions {
  mediaDevices?: MediaDevices;
  /** The devices to begin with; others take their place where they are gone. */
  devices?: DeviceChoice;
  createConnection?: (configuration: RTCConfiguration) => RTCPeerConnection;
}

/** What one side says to the other about its own media, over a data channel. */
export interface PeerState {
  audio: boolean;
  video: boolean;
  screen: boolean;
  /** Whether the other side's media arrives here. */
  hears?: boolean;
  /** Whether it arrives badly. */
  poor?: boolean;
  /** False asks the other side to keep its camera's picture back. */
  wantsVideo?: boolean;
  /** This side has hung up. */
  left?: boolean;
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
 * Carry its `localdescription` and `candidate` events to the other side's receiveOffer, receiveAnswer and
 * addIceCandidate, in any order and any number of times.
 */
export class WebRTCClient {
  constructor(options?: WebRTCClientOptions);
  on<E extends keyof WebRTCClientEvents>(
    event: E,
    handler: (detail: WebRTCClientEvents[E]) => void,
  ): Unsubscribe;
  /** Our own camera and microphone, for a preview. */
  get localStream(): MediaStream;
  /** What the peer sends; null before its first track. A fresh connection has a fresh stream. */
  get remoteStream(): MediaStream | null;
  get connectionState(): RTCPeerConnectionState;
  get muted(): boolean;
  get audioEnabled(): boolean;
  get videoEnabled(): boolean;
  /** Whether the camera's picture stays here although the camera is open. */
  get cameraHeldBack(): boolean;
  get screenShared(): boolean;
  get hasMicrophone(): boolean;
  get hasCamera(): boolean;
  /** Name of the DOMException that kept a wanted device away. */
  get mediaError(): string | null;
  /** Whether the peer can be told something directly. */
  get peerReachable(): boolean;
  /** Creates the connection, or gives a running one other options. */
  initPeerConnection(options?: ConnectionOptions): RTCPeerConnection;
  /** Offers to the peer. */
  createOffer(): Promise<RTCSessionDescriptionInit>;
  /** Takes an offer; resolves with the answer, or null when the offer lost a collision or came too late. */
  receiveOffer(offer: RTCSessionDescriptionInit): Promise<RTCSessionDescriptionInit | null>;
  receiveAnswer(answer: RTCSessionDescriptionInit): Promise<void>;
  addIceCandidate(candidate: RTCIceCandidateInit | null): Promise<void>;
  /** Opens microphone and camera, as many of them as there are. Rejects when nothing may be opened. */
  getLocalStream(wish?: { audio?: boolean; video?: boolean }): Promise<MediaStream>;
  /** Mutes or opens the microphone; answers whether it is open now. */
  setAudioEnabled(on: boolean): boolean;
  /** Opens or releases the camera; resolves with whether it is open now. */
  setVideoEnabled(on: boolean): Promise<boolean>;
  /** Sends a screen in the camera's place. */
  startScreenShare(): Promise<void>;
  stopScreenShare(): void;
  switchDevice(kind: MediaKind, deviceId: string): Promise<void>;
  /** Changes between the front and the back camera of a phone; on failure the old one goes on. */
  turnCamera(): Promise<void>;
  /** Keeps the camera's picture here, or sends it again; a shared screen is sent in any case. */
  holdCameraBack(held: boolean): void;
  /** Looks for a new network path. */
  restartIce(): void;
  /** Gives the connection up for a fresh one and offers. */
  renew(): Promise<void>;
  /** Tells the peer about this side, now or as soon as it can be reached. */
  sendPeerState(state: PeerState): void;
  getStats(): Promise<RTCStatsReport | null>;
  /** Releases every device; the connection stays. */
  releaseMedia(): void;
  /** Ends the connection and releases every device. */
  close(): void;
}
