/// <reference lib="dom" />
import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type CallType, isOver } from "../../realtime/core/call.ts";
import type { Quality } from "../../realtime/core/fields.ts";
import type { CallObject, HistoryEntryObject, UserObject } from "../../realtime/core/objects.ts";
import type { Timers } from "../../realtime/ports/clock.ts";
import type { CallManager } from "../lib/call_manager.ts";
import type { CallSnapshot } from "../lib/call_snapshot.ts";
import type { SignalingState } from "../lib/reconnect.ts";
import type { SignalingClient } from "../lib/signaling_client.ts";
import { CallAgain } from "./call_again.ts";
import { type ChatFacts, ChatModel } from "./chat_model.ts";
import type { LiveCall } from "./live_call.ts";
import type { MediaPermission } from "./media_permission.ts";
import { Participation } from "./participation.ts";
import { isUnderWay, type VisitStage, visitStage } from "./visit_stage.ts";

/** How often the running duration is drawn anew, in milliseconds. */
const DURATION_TICK_MS = 1_000;

/** What a page knows of a visit when it is rendered. */
export interface VisitFacts {
  call: HistoryEntryObject;
  chat: ChatFacts;
}

/** The part of the call manager that a visit needs. */
export type VisitCalls = Pick<
  CallManager,
  | "snapshot"
  | "on"
  | "prepareMedia"
  | "acceptCall"
  | "declineCall"
  | "endCall"
  | "toggleAudio"
  | "toggleVideo"
  | "startScreenShare"
  | "stopScreenShare"
  | "durationSeconds"
>;

export interface VisitDeps {
  calls: VisitCalls;
  signaling: Pick<SignalingClient, "state" | "lastSync" | "on" | "initiateCall" | "reconnectNow">;
  liveCall: ReadonlySignal<LiveCall | null>;
  timers: Timers;
  permission: (callType: CallType) => Promise<MediaPermission>;
  /** The stored call, for what happened while this page was not connected. */
  readCall: (callId: string) => Promise<CallObject>;
  /** Leaves this page for another one. */
  go: (path: string) => void;
}

/** One visit as one device takes part in it. Draws from its facts alone until it is connected. */
export class VisitModel {
  readonly me: UserObject;
  readonly peer: UserObject;
  readonly chat: ChatModel;
  /** The newest known version of the call. */
  readonly call: Signal<CallObject>;
  readonly snapshot = signal<CallSnapshot | null>(null);
  readonly connection = signal<SignalingState>({ name: "idle" });
  readonly stage: ReadonlySignal<VisitStage>;
  /** How this device comes to take part. */
  readonly participation: Participation;
  readonly again = new CallAgain();
  /** Connected time by the server's clock. */
  readonly seconds = signal(0);
  /** How sound and picture arrive here, of the last seconds; null while that is not measured. */
  readonly quality = signal<Quality | null>(null);
  readonly chatOpen = signal(false);
  /** Whether the person is being asked if they mean to end the visit. */
  readonly leaving = signal(false);
  /** Whether the browser keeps the other side's sound back until the person touches the page. */
  readonly blocked = signal(false);
  /** Whether this browser can share a screen; phones can't. */
  readonly canShare = signal(true);
  #liveCall = signal<LiveCall | null>(null);
  #deps: VisitDeps | undefined;
  #selfShown = false;
  #release: (() => void)[] = [];

  constructor({ call, chat }: VisitFacts) {
    this.me = chat.me;
    this.peer = call.caller_id === chat.me.id ? call.callee : call.caller;
    this.chat = new ChatModel(chat);
    this.call = signal<CallObject>(call);
    this.participation = new Participation(this.snapshot);
    this.stage = computed(() =>
      visitStage({
        call: this.call.value,
        me: this.me.id,
        phase: this.snapshot.value?.phase ?? "idle",
        answeredElsewhere: this.snapshot.value?.answeredElsewhere ?? false,
        live: this.#liveCall.value,
        answer: this.participation.step.value,
      })
    );
  }

  /** The call as its summary shows it, also before the server has confirmed the end. */
  get ended(): CallObject {
    const call = this.call.value;
    if (isOver(call)) return call;
    const end_reason = this.snapshot.value?.endReason ?? null;
    return { ...call, status: "ended", end_reason, duration: this.seconds.value };
  }

  /** Connects the visit to the call manager and the socket. */
  connect(deps: VisitDeps): void {
    this.#deps = deps;
    const { calls, signaling } = deps;
    this.participation.connect({
      callId: this.call.value.call_id,
      calls,
      permission: deps.permission,
      refused: () => void this.#refresh(),
    });
    this.again.connect(deps);
    this.#take(calls.snapshot);
    this.connection.value = signaling.state;
    this.#release.push(
      calls.on("change", (snapshot) => this.#take(snapshot)),
      signaling.on("state", (state) => this.connection.value = state),
      signaling.on("sync", ({ live_call }) => this.#compare(live_call)),
      effect(() => this.#follow(deps.liveCall.value)),
      effect(() => this.#tick(deps)),
      effect(() => this.#showSelf()),
    );
    for (
      const event of ["call:declined", "call:busy", "call:ended", "call:missed", "call:connected"] as const
    ) {
      this.#release.push(signaling.on(event, ({ call }) => this.#note(call)));
    }
    if (signaling.lastSync) this.#compare(signaling.lastSync.live_call);
  }

  decline(): void {
    void this.#attempt(this.#deps?.calls.declineCall(this.call.value.call_id));
  }

  /** Ends the call at once while nobody talks; asks first when it would cut somebody off. */
  leave(): void {
    const stage = this.stage.value;
    if (stage === "connected" || stage === "reconnecting") this.leaving.value = true;
    else this.end();
  }

  end(): void {
    this.leaving.value = false;
    void this.#attempt(this.#deps?.calls.endCall());
  }

  /** Mutes or opens the microphone; where none could be had, tries once more to get one. */
  toggleAudio(): void {
    if (!this.#hasDevices) return;
    if (this.snapshot.value?.hasMicrophone) this.#deps?.calls.toggleAudio();
    else void this.participation.startDevices(this.call.value.call_type);
  }

  toggleVideo(): void {
    const video = this.call.value.call_type === "video";
    if (this.#hasDevices && video) void this.#attempt(this.#deps?.calls.toggleVideo());
  }

  toggleShare(): void {
    if (!isUnderWay(this.stage.value)) return;
    const { calls } = this.#deps ?? {};
    void this.#attempt(this.snapshot.value?.screen ? calls?.stopScreenShare() : calls?.startScreenShare());
  }

  toggleChat(): void {
    this.chatOpen.value = !this.chatOpen.value;
  }

  reconnectNow(): void {
    this.#deps?.signaling.reconnectNow();
  }

  /** Places the same call once more and goes to its page. */
  callAgain(): Promise<void> {
    return this.again.place(this.peer.id, this.call.value);
  }

  [Symbol.dispose](): void {
    for (const release of this.#release.splice(0)) release();
    this.chat[Symbol.dispose]();
  }

  get #hasDevices(): boolean {
    return isUnderWay(this.stage.value) || this.stage.value === "outgoing";
  }

  #take(snapshot: CallSnapshot): void {
    batch(() => {
      this.snapshot.value = snapshot;
      if (snapshot.call) this.#note(snapshot.call);
    });
    // The manager may give a call up before the server has told how it ended.
    if (snapshot.phase === "over" && !snapshot.answeredElsewhere && !isOver(this.call.value)) {
      void this.#refresh();
    }
  }

  /** Whoever calls sees the own picture at once; in an answered call the manager opens the devices itself. */
  #showSelf(): void {
    if (this.snapshot.value?.phase !== "outgoing" || this.#selfShown) return;
    this.#selfShown = true;
    void this.participation.startDevices(this.call.peek().call_type);
  }

  #follow(live: LiveCall | null): void {
    this.#liveCall.value = live;
    if (live) this.#note(live.call);
  }

  #note(call: CallObject): void {
    const known = this.call.peek();
    if (call.call_id === known.call_id && call.version > known.version) this.call.value = call;
  }

  /** What the server calls live is not this visit: then it ended while nobody here could hear. */
  #compare(live: CallObject | null): void {
    const { call_id } = this.call.value;
    if (live?.call_id !== call_id && !isOver(this.call.value)) void this.#refresh();
  }

  async #refresh(): Promise<void> {
    const { call_id } = this.call.value;
    const call = await this.#attempt(this.#deps?.readCall(call_id));
    if (call) this.#note(call);
  }

  #tick(deps: VisitDeps): (() => void) | void {
    const stage = this.stage.value;
    if (stage === "over") {
      if (isOver(this.call.value)) this.seconds.value = this.call.value.duration;
      this.leaving.value = false;
      return;
    }
    if (stage !== "connected" && stage !== "reconnecting") return;
    let cancel: () => void;
    const draw = () => {
      this.seconds.value = deps.calls.durationSeconds();
      cancel = deps.timers.set(draw, DURATION_TICK_MS);
    };
    draw();
    return () => cancel();
  }

  /** Refusals here are shown by what follows from them: the snapshot, or nothing having changed. */
  async #attempt<T>(work: Promise<T> | T | undefined): Promise<T | undefined> {
    try {
      return await work;
    } catch {
      return undefined;
    }
  }
}
