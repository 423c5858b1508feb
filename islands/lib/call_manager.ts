/// <reference lib="dom" />
import { type CallType, isAnswered, isUnanswered } from "../../realtime/core/call.ts";
import type { CallObject } from "../../realtime/core/objects.ts";
import type { ServerData } from "../../realtime/core/server_events.ts";
import type { DeviceChoice } from "./acquire_media.ts";
import { causeOfEnding, predictedEnd } from "./call_prediction.ts";
import { type CallNews, secondsOf } from "./call_record.ts";
import { CallSession } from "./call_session.ts";
import type { CallSignaling } from "./call_signaling.ts";
import { type CallSnapshot, isSameSnapshot } from "./call_snapshot.ts";
import { Emitter, type Unsubscribe } from "./emitter.ts";
import { browserHost, type Host } from "./host.ts";
import { listenToCalls } from "./listen_to_calls.ts";
import { signalingCode, SignalingError } from "./signaling_error.ts";
import type { MediaKind } from "./track_binding.ts";
import { WebRTCClient } from "./webrtc_client.ts";

export interface CallManagerOptions {
  /** A SignalingClient, which the page connects and closes. */
  signaling: CallSignaling;
  /** Who is signed in. */
  userId: number;
  /** The devices to begin with; others take their place where they are gone. */
  devices?: DeviceChoice;
  host?: Host;
  createClient?: () => WebRTCClient;
}

/** A sync may have been read from the database this long before it arrives: it can miss a call just placed. */
const SYNC_AGE_MS = 3_000;

/**
 * One call at a time for this device: places and takes it, carries its media, repairs it, and releases camera and
 * microphone when it is over. All that a page draws is in `snapshot`.
 */
export class CallManager {
  readonly #signaling: CallSignaling;
  readonly #userId: number;
  readonly #host: Host;
  readonly #createClient: () => WebRTCClient;
  readonly #emitter = new Emitter<{ change: CallSnapshot }>();
  readonly #unsubscribe: Unsubscribe;
  #session: CallSession;
  #snapshot: CallSnapshot;
  #attached: string | null = null;

  constructor(options: CallManagerOptions) {
    this.#signaling = options.signaling;
    this.#userId = options.userId;
    this.#host = options.host ?? browserHost;
    const { devices } = options;
    this.#createClient = options.createClient ?? (() => new WebRTCClient({ devices }));
    this.#session = this.#newSession();
    this.#snapshot = this.#session.snapshot();
    this.#unsubscribe = listenToCalls(options.signaling, {
      onSync: (live) => this.#onSync(live),
      onAccepted: (data) => this.#onAccepted(data),
      onFact: (call, news) => this.#onFact(call, news),
      onSignal: (callId, signal, n) => this.#sessionOf(callId)?.receive(signal, n),
      onAcknowledged: (callId, n) => this.#sessionOf(callId)?.acknowledged(n),
    });
  }

  get snapshot(): CallSnapshot {
    return this.#snapshot;
  }

  on(event: "change", handler: (snapshot: CallSnapshot) => void): Unsubscribe {
    return this.#emitter.on(event, handler);
  }

  /** Takes part in this call alone, and resumes it when the server says that it is this device's. */
  attach(callId: string, options: { accept?: boolean } = {}): void {
    this.#attached = callId;
    this.#sessionFor(callId).follow(callId);
    if (this.#signaling.lastSync) this.#onSync(this.#signaling.lastSync.live_call);
    if (options.accept) void this.acceptCall(callId).catch(() => {});
  }

  /**
   * Opens microphone and camera before or during a call. Rejects with the DOMException when nothing could be opened
   * because it is not allowed; devices that are missing or in use are named by `snapshot.mediaError`.
   */
  prepareMedia(callType: CallType): Promise<MediaStream> {
    return this.#sessionFor(null).prepareMedia(callType);
  }

  /** Rings somebody. Rejects with a SignalingError, `busy` among them. */
  async initiateCall(calleeId: number, appointmentId: number, callType: CallType): Promise<void> {
    const session = this.#sessionFor(null);
    if (session.record.callId !== null || session.record.intent) {
      throw new SignalingError("busy", "This page is in a call already.");
    }
    session.follow(null, "place");
    void session.mediaReady(callType);
    try {
      const reply = await this.#signaling.initiateCall(calleeId, appointmentId, callType);
      // Given up before the server knew of it: it must not go on ringing.
      if (session.record.over) return void await this.#signaling.hangupCall(reply.call_id);
      session.learn(reply.call, reply, true);
    } catch (fault) {
      session.finish(null);
      throw fault;
    }
  }

  /** Takes a call here, with whatever devices can be opened. Rejects with a SignalingError. */
  async acceptCall(callId: string): Promise<void> {
    const session = this.#sessionFor(callId);
    session.follow(callId, "accept");
    try {
      const { lastSync } = this.#signaling;
      if (lastSync) this.#onSync(lastSync.live_call);
      else await session.known();
      await session.mediaReady(session.record.call?.call_type ?? "voice");
      if (session.record.over || session.record.intent !== "accept") return;
      const reply = await this.#signaling.acceptCall(callId);
      session.learn(reply.call, reply, false);
    } catch (fault) {
      session.refused(signalingCode(fault));
      throw fault;
    }
  }

  async declineCall(callId: string, reason?: string): Promise<void> {
    const session = this.#sessionOf(callId);
    if (session) return await this.#end(session, reason);
    await this.#signaling.declineCall(callId, reason);
  }

  /** Leaves the call: cancels, declines or hangs up. Everything is released at once; resolves when it is recorded. */
  async endCall(reason?: string): Promise<void> {
    await this.#end(this.#session, reason);
  }

  /** Mutes or opens the microphone; answers whether it is open now. */
  toggleAudio(): boolean {
    const { client } = this.#session;
    return client.setAudioEnabled(client.muted);
  }

  /** Opens or releases the camera; resolves with whether it is open now. */
  toggleVideo(): Promise<boolean> {
    return this.#session.setVideoEnabled(!this.#snapshot.videoEnabled);
  }

  /** Shows a screen in the camera's place. Rejects with a DOMException when the person declines. */
  startScreenShare(): Promise<void> {
    return this.#session.client.startScreenShare();
  }

  stopScreenShare(): void {
    this.#session.client.stopScreenShare();
  }

  /** Changes to another camera or microphone. */
  switchDevice(kind: MediaKind, deviceId: string): Promise<void> {
    return this.#session.client.switchDevice(kind, deviceId);
  }

  /** Changes between the front and the back camera of a phone. */
  turnCamera(): Promise<void> {
    return this.#session.client.turnCamera();
  }

  /** Neither side's camera is sent for the time being; afterwards both are as before. */
  setSoundOnly(on: boolean): Promise<void> {
    return this.#session.setSoundOnly(on);
  }

  /** Tells the peer whether its media arrives badly here. */
  tellPoor(poor: boolean): void {
    this.#session.tellPoor(poor);
  }

  /** Statistics of the connection to the peer; null before there is one. */
  getStats(): Promise<RTCStatsReport | null> {
    return this.#session.client.getStats();
  }

  /** Whole seconds of connected time by the server's clock. */
  durationSeconds(): number {
    return secondsOf(this.#session.record, this.#signaling.serverNow());
  }

  /** Releases everything on this page without ending the call for others. */
  dispose(): void {
    this.#unsubscribe();
    this.#session.finish(this.#session.record.endReason);
    this.#emitter.clear();
  }

  async #end(session: CallSession, reason?: string): Promise<void> {
    const { call, callId, over } = session.record;
    if (over) return;
    const cause = call && causeOfEnding(call, this.#userId, reason ?? "");
    const endReason = call && cause && predictedEnd(call, cause, this.#signaling.serverNow());
    session.finish(endReason ?? (callId ? null : "cancelled"), true);
    if (callId && cause?.type === "declined") await this.#signaling.declineCall(callId, reason);
    else if (callId) await this.#signaling.hangupCall(callId, reason);
  }

  #onSync(live: ServerData<"sync">["live_call"]): void {
    const { callId, over } = this.#session.record;
    if (live?.call_id === callId && live && !over) {
      const elsewhere = live.polite === undefined && (isAnswered(live) || this.#isCaller(live));
      this.#session.learn(live, live, true);
      if (elsewhere) this.#session.yieldToOther();
    } else if (callId !== null && !over) {
      const { call } = this.#session.record;
      const age = call ? this.#signaling.serverNow() - Date.parse(call.initiated_at) : Infinity;
      if (age > SYNC_AGE_MS) this.#session.finish(null);
    } else if (live && isUnanswered(live)) this.#adopt(live, live);
  }

  #onAccepted(data: ServerData<"call:accepted">): void {
    const session = this.#sessionOf(data.call.call_id);
    session?.learn(data.call, data, this.#isCaller(data.call));
    if (data.answered_elsewhere || data.polite === undefined) session?.yieldToOther();
  }

  #onFact(call: CallObject, news: CallNews): void {
    const session = this.#sessionOf(call.call_id);
    if (session) session.learn(call, news, this.#isCaller(call));
    else if (isUnanswered(call)) this.#adopt(call, news);
  }

  /** A call that rings here, on a page that was not opened for another one. */
  #adopt(call: CallObject, news: CallNews): void {
    const { callId, intent, over } = this.#session.record;
    const free = over || (callId === null && intent === null);
    if (!free || this.#attached !== null || this.#isCaller(call)) return;
    const session = this.#sessionFor(call.call_id);
    session.follow(call.call_id);
    session.learn(call, news, false);
  }

  #isCaller(call: CallObject): boolean {
    return call.caller_id === this.#userId;
  }

  #sessionOf(callId: string): CallSession | undefined {
    return this.#session.record.callId === callId ? this.#session : undefined;
  }

  /** The session for this call, or for one that is about to be placed. */
  #sessionFor(callId: string | null): CallSession {
    const { over, callId: followed } = this.#session.record;
    if (!over && (callId === null || followed === null || followed === callId)) return this.#session;
    this.#session.finish(this.#session.record.endReason);
    return this.#session = this.#newSession();
  }

  #newSession(): CallSession {
    const session: CallSession = new CallSession({
      signaling: this.#signaling,
      userId: this.#userId,
      host: this.#host,
      client: this.#createClient(),
      onChange: () => session === this.#session && this.#changed(),
      onLost: () => void this.#end(session, "connection_failed").catch(() => {}),
    });
    return session;
  }

  #changed(): void {
    const next = this.#session.snapshot();
    if (isSameSnapshot(next, this.#snapshot)) return;
    this.#snapshot = next;
    this.#emitter.emit("change", next);
  }
}
