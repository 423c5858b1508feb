/// <reference lib="dom" />
import { type CallType, type EndReason, isAnswered, isOver, isUnanswered } from "../../realtime/core/call.ts";
import type { CallObject } from "../../realtime/core/objects.ts";
import { CallLink } from "./call_link.ts";
import { type CallNews, type CallRecord, learn, NO_CALL, phaseOf } from "./call_record.ts";
import type { CallSignaling } from "./call_signaling.ts";
import type { CallSnapshot } from "./call_snapshot.ts";
import type { Host } from "./host.ts";
import { rememberChoice, rememberedChoice } from "./media_choice.ts";
import type { Signal } from "./reliable_signals.ts";
import { SoundOnly } from "./sound_only.ts";
import type { SignalingErrorCode } from "./signaling_error.ts";
import type { WebRTCClient } from "./webrtc_client.ts";

export interface CallSessionTools {
  signaling: CallSignaling;
  userId: number;
  host: Host;
  client: WebRTCClient;
  onChange(): void;
  /** Nothing could be repaired. */
  onLost(): void;
}

/** Messages of the negotiation kept for a link that is about to be made. */
const EARLY_MAX = 64;
/** How long a resumed call waits for camera and microphone before it goes on without them. */
const MEDIA_WAIT_MS = 3_000;
/** How long the server has to tell of a hang-up that the peer has told already. */
const PEER_COMMAND_MS = 5_000;
/** How much longer than told a device rings, so that the server's own word comes first. */
const RING_GRACE_MS = 2_000;

/** This device's part in one call, from the first camera picture to the last. */
export class CallSession {
  readonly #tools: CallSessionTools;
  readonly #soundOnly: SoundOnly;
  #poor = false;
  #record: CallRecord = NO_CALL;
  #link: CallLink | null = null;
  #linking = false;
  #early: { signal: Signal; n: number | undefined }[] = [];
  #media: Promise<MediaStream> | null = null;
  #mediaIsOpen = false;
  #cancelRing = () => {};
  readonly #whenKnown: Promise<void>;
  #resolveKnown = () => {};

  constructor(tools: CallSessionTools) {
    this.#tools = tools;
    this.#soundOnly = new SoundOnly(tools.client);
    tools.client.on("localmedia", () => this.#onLocalMedia());
    this.#whenKnown = new Promise((resolve) => this.#resolveKnown = resolve);
  }

  get record(): CallRecord {
    return this.#record;
  }

  get client(): WebRTCClient {
    return this.#tools.client;
  }

  /** Follows this call, or is about to place or take one. */
  follow(callId: string | null, intent: CallRecord["intent"] = this.#record.intent): void {
    this.#record = { ...this.#record, callId: callId ?? this.#record.callId, intent };
    this.#tools.onChange();
  }

  /** Opens the devices for a call of this type; once for all who ask. */
  prepareMedia(callType: CallType): Promise<MediaStream> {
    const { client } = this.#tools;
    const opening = client.getLocalStream({ audio: true, video: callType === "video" });
    this.#media = opening;
    void opening.catch(() => {}).then(() => {
      this.#mediaIsOpen = true;
      this.#onLocalMedia();
    });
    return opening;
  }

  /** The devices as they were asked for first, by whomever; in a resumed call as they were before. Never rejects. */
  async mediaReady(callType: CallType): Promise<void> {
    if (!this.#media) {
      const choice = rememberedChoice(this.#record.callId ?? "");
      if (!choice.audio) this.client.setAudioEnabled(false);
      if (choice.soundOnly) this.#soundOnly.resume(choice.video);
      const seen = choice.video && !choice.soundOnly;
      this.prepareMedia(callType === "video" && seen ? "video" : "voice").catch(() => {});
    }
    await this.#media?.catch(() => {});
  }

  /** Opens or releases the camera; opening it ends what was sound only. */
  async setVideoEnabled(on: boolean): Promise<boolean> {
    await this.setSoundOnly(this.#soundOnly.isOn && !on, on);
    return this.client.videoEnabled;
  }

  async setSoundOnly(on: boolean, camera?: boolean): Promise<void> {
    const done = this.#soundOnly.set(on, camera);
    this.#onWish();
    await done;
    this.#onWish();
  }

  tellPoor(poor: boolean): void {
    this.#poor = poor;
    this.#onWish();
  }

  /** Resolves once the server has shown the call, or it is over. */
  async known(): Promise<void> {
    if (!this.#record.call) await this.#whenKnown;
  }

  /** Takes the server's word. `offers` says who begins if the call is answered and not linked yet. */
  learn(call: CallObject, news: CallNews, offers: boolean): void {
    const wasOver = this.#record.over;
    this.#record = learn(this.#record, call, news);
    this.#resolveKnown();
    // What was given up here already is only told how it ended.
    if (wasOver) return this.#tools.onChange();
    if (this.#record.intent === "place") this.#record = { ...this.#record, intent: null };
    const { over, ringUntil } = this.#record;
    if (over) return this.finish(this.#record.endReason);
    if (isUnanswered(call) && ringUntil !== null) this.#ringUntil(ringUntil);
    else this.#cancelRing();
    if (isAnswered(call) && news.polite !== undefined && !this.#record.answeredElsewhere) {
      this.#record = { ...this.#record, intent: null };
      void this.#connect(call, offers);
    }
    this.#tools.onChange();
  }

  /** The server did not let this device take the call. */
  refused(code: SignalingErrorCode | undefined): void {
    if (this.#record.over) return;
    // Nearly always another device was quicker; where the call is over, the server's next word says so.
    if (code === "conflict") this.yieldToOther();
    else if (code === "not_found" || code === "closed") this.finish(null);
    else this.follow(null, null);
  }

  /** Another device of this person has the call; this one only watches it from now on. */
  yieldToOther(): void {
    this.#record = { ...this.#record, answeredElsewhere: true, intent: null };
    this.#release(false);
  }

  receive(signal: Signal, n: number | undefined): void {
    if (this.#link) this.#link.receive(signal, n);
    else if (!this.#record.over) this.#early = [...this.#early, { signal, n }].slice(-EARLY_MAX);
  }

  acknowledged(n: number): void {
    this.#link?.acknowledged(n);
  }

  /** The call is over; everything is released. `farewell` tells the peer directly too. */
  finish(endReason: EndReason | null, farewell = false): void {
    this.#record = { ...this.#record, over: true, intent: null, endReason };
    this.#resolveKnown();
    this.#release(farewell);
  }

  snapshot(): CallSnapshot {
    const { client, userId } = this.#tools;
    const { call, polite, ringUntil, endReason, answeredElsewhere, over } = this.#record;
    const inUse = !over && !answeredElsewhere;
    const peer = this.#link?.peer;
    const local = inUse ? client.localStream : null;
    return {
      ...{ call, polite, ringUntil, endReason, answeredElsewhere },
      phase: phaseOf(this.#record, userId, this.#link?.isUp ?? false),
      local: local?.getTracks().length ? local : null,
      camera: local?.getVideoTracks()[0] ?? null,
      microphone: local?.getAudioTracks()[0] ?? null,
      remote: inUse && this.#link ? client.remoteStream : null,
      screen: client.screenShared,
      // Until the devices have been tried, what the person wants is shown.
      audioEnabled: this.#mediaIsOpen ? client.audioEnabled : !client.muted,
      videoEnabled: this.#mediaIsOpen ? client.videoEnabled : call?.call_type !== "voice",
      hasCamera: client.hasCamera,
      hasMicrophone: client.hasMicrophone,
      peer: peer ? { ...peer } : null,
      soundOnly: this.#soundOnly.isOn,
      oneWay: this.#link?.oneWay ?? null,
      mediaError: client.mediaError,
      connectedAt: call?.connected_at ? Date.parse(call.connected_at) : null,
    };
  }

  async #connect(call: CallObject, offers: boolean): Promise<void> {
    const { client, signaling, host } = this.#tools;
    const options = {
      iceServers: [...this.#record.iceServers],
      polite: this.#record.polite ?? false,
      video: call.call_type === "video",
    };
    if (this.#link) return void client.initPeerConnection(options);
    if (this.#linking) return;
    this.#linking = true;
    signaling.setInCall(true);
    await Promise.race([
      this.mediaReady(call.call_type),
      new Promise<void>((resolve) => host.later(resolve, MEDIA_WAIT_MS)),
    ]);
    if (this.#record.over || this.#record.answeredElsewhere) return;
    client.initPeerConnection(options);
    this.#link = new CallLink({
      ...{ client, signaling, host, callId: call.call_id },
      wishes: () => ({ poor: this.#poor, wantsVideo: !this.#soundOnly.isOn }),
      onChange: () => this.#tools.onChange(),
      onCall: (newer) => this.learn(newer, {}, offers),
      onLost: () => this.#tools.onLost(),
      onLeft: () => this.#onLeft(),
    });
    for (const { signal, n } of this.#early.splice(0)) this.#link.receive(signal, n);
    if (offers) await client.createOffer().catch(() => {});
    this.#tools.onChange();
  }

  /** The peer has said goodbye directly. Its own command goes first, so that the record says who hung up. */
  #onLeft(): void {
    const { host, signaling } = this.#tools;
    this.finish("user_hangup");
    host.later(() => {
      const { call } = this.#record;
      if (call && !isOver(call)) signaling.hangupCall(call.call_id).catch(() => {});
    }, PEER_COMMAND_MS);
  }

  #onWish(): void {
    this.#link?.tell();
    this.#onLocalMedia();
  }

  #onLocalMedia(): void {
    const { client, onChange } = this.#tools;
    const { callId, over, answeredElsewhere } = this.#record;
    if (callId !== null && this.#mediaIsOpen && !over && !answeredElsewhere) {
      // A camera that is missing was not declined.
      const { isOn, camera } = this.#soundOnly;
      rememberChoice(callId, { audio: !client.muted, video: camera || !client.hasCamera, soundOnly: isOn });
    }
    onChange();
  }

  #ringUntil(serverTime: number): void {
    const { host, signaling } = this.#tools;
    this.#cancelRing();
    const left = serverTime - signaling.serverNow() + RING_GRACE_MS;
    this.#cancelRing = host.later(() => this.finish("missed"), Math.max(0, left));
  }

  #release(farewell: boolean): void {
    this.#cancelRing();
    this.#early = [];
    this.#tools.signaling.setInCall(false);
    if (this.#link) this.#link.stop(farewell);
    else this.#tools.client.close();
    this.#tools.onChange();
  }
}
