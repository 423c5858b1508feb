import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { isUnanswered } from "../../realtime/core/call.ts";
import type { CallObject, UserObject } from "../../realtime/core/objects.ts";
import type { ServerData } from "../../realtime/core/server_events.ts";
import type { Timers } from "../../realtime/ports/clock.ts";
import type { SignalingClient } from "../lib/signaling_client.ts";
import { type ConnectionNotice, connectionNotice } from "./connection_notice.ts";
import type { Session } from "../session.ts";
import type { WayIn } from "./way_in.ts";

/** A call that rings on this page. */
export interface Ring {
  call: CallObject;
  /** Null while the name is still being looked up. */
  caller: UserObject | null;
}

/** Why the ringing stopped without this page's doing. */
export type RingEnd = "answered_elsewhere" | "declined_elsewhere" | "cancelled" | "missed";

/** A short message that stays behind. */
export interface RingNotice {
  end: RingEnd;
  caller: UserObject | null;
}

/** The parts of the session that the bell needs. */
export interface RingSession extends Pick<Session, "user" | "connection" | "unsent"> {
  signaling: Pick<SignalingClient, "on" | "lastSync" | "declineCall" | "reconnectNow" | "serverNow">;
}

export interface RingDeps {
  session: RingSession;
  timers: Timers;
  /** Whether this page is the call's own visit, which rings by itself. */
  isVisit(callId: string): boolean;
  /** Whether the server still knows this person; throws when it can't be asked. */
  isSignedIn(): Promise<boolean>;
  /** Who called, for a call that was already ringing when the page was opened. */
  findCaller(call: CallObject): Promise<UserObject | null>;
  open(path: string): void;
  /** Where whoever was signed out gets in again: guests by their link. */
  wayIn: WayIn;
}

/** After this many failed attempts it is time to ask whether the person was signed out meanwhile. */
const DOUBT_ATTEMPTS = 2;
/** How long a message about something that is in good hands stays, in milliseconds. */
const PASSING_NOTICE_MS = 8_000;

/** The bell of every page: incoming calls until they are answered, refused or over, and the connection's state. */
export class RingModel {
  readonly #ring: Signal<Ring | null> = signal(null);
  readonly #notice: Signal<RingNotice | null> = signal(null);
  readonly #session: Signal<RingSession | null> = signal(null);
  readonly #signedOut = signal(false);
  #deps: RingDeps | undefined;
  #cancelDeadline = () => {};
  #cancelNotice = () => {};

  get ring(): ReadonlySignal<Ring | null> {
    return this.#ring;
  }

  get notice(): ReadonlySignal<RingNotice | null> {
    return this.#notice;
  }

  /** What to say about the connection. */
  get connection(): ConnectionNotice {
    const session = this.#session.value;
    const notice = session && connectionNotice(session.connection.value);
    return notice && this.#signedOut.value ? "signed_out" : notice;
  }

  /** Where whoever was signed out gets in again. */
  get wayIn(): WayIn {
    return this.#deps?.wayIn ?? "/sign-in";
  }

  /** Commands that wait for the connection. */
  get unsent(): number {
    return this.#session.value?.unsent.value ?? 0;
  }

  /** Starts to listen. */
  follow(deps: RingDeps): void {
    this.#deps = deps;
    this.#session.value = deps.session;
    const { signaling } = deps.session;
    // A refused upgrade looks like a dead network to a page.
    signaling.on("state", (state) => {
      if (state.name !== "waiting" || state.attempt !== DOUBT_ATTEMPTS) return;
      deps.isSignedIn().then((known) => this.#signedOut.value = !known, () => undefined);
    });
    signaling.on("sync", (data) => this.#sync(data));
    signaling.on(
      "call:ringing",
      ({ call, ring_until, caller }) => this.#start(call, Date.parse(ring_until), caller),
    );
    signaling.on("call:accepted", ({ call, answered_elsewhere }) => {
      this.#stop(call, answered_elsewhere ? "answered_elsewhere" : null);
    });
    // The answer may have got lost on its way; a call that is connected rings nowhere.
    signaling.on("call:connected", ({ call }) => this.#stop(call, "answered_elsewhere"));
    signaling.on("call:declined", ({ call }) => this.#stop(call, "declined_elsewhere"));
    signaling.on("call:ended", ({ call }) => this.#stop(call, "cancelled"));
    signaling.on("call:missed", ({ call }) => this.#stop(call, "missed"));
    if (signaling.lastSync) this.#sync(signaling.lastSync);
  }

  /** Goes to the visit, which answers; `soundOnly` leaves the camera off. */
  accept(soundOnly = false): void {
    const ring = this.#ring.value;
    if (ring) this.#deps?.open(`/visit/${ring.call.call_id}#accept${soundOnly ? "-voice" : ""}`);
  }

  /** Refuses at once; the command itself is repeated until the server has it. */
  decline(): void {
    const ring = this.#ring.value;
    if (!ring) return;
    this.#stop(ring.call, null);
    // A refusal means that the call was over anyway.
    this.#deps?.session.signaling.declineCall(ring.call.call_id).catch(() => undefined);
  }

  /** Takes the message away. */
  dismiss(): void {
    this.#cancelNotice();
    this.#notice.value = null;
  }

  /** Tries to connect now instead of later. */
  reconnect(): void {
    this.#deps?.session.signaling.reconnectNow();
  }

  #sync({ live_call: live }: ServerData<"sync">): void {
    const ring = this.#ring.value;
    if (ring && live?.call_id !== ring.call.call_id) this.#stop(ring.call, "missed");
    if (!live) return;
    if (isUnanswered(live)) this.#start(live, Date.parse(live.ring_until), null);
    else this.#stop(live, "answered_elsewhere");
  }

  #start(call: CallObject, until: number, caller: UserObject | null): void {
    const deps = this.#deps;
    if (!deps || call.callee_id !== deps.session.user.id || deps.isVisit(call.call_id)) return;
    const left = until - deps.session.signaling.serverNow();
    if (left <= 0 || this.#ring.value?.call.call_id === call.call_id) return;
    this.dismiss();
    this.#ring.value = { call, caller };
    this.#cancelDeadline();
    this.#cancelDeadline = deps.timers.set(() => this.#stop(call, "missed"), left);
    if (!caller) void deps.findCaller(call).then((found) => this.#name(call, found), () => undefined);
  }

  #name(call: CallObject, caller: UserObject | null): void {
    const ring = this.#ring.value;
    if (ring?.call.call_id === call.call_id) this.#ring.value = { ...ring, caller };
  }

  #stop(call: { call_id: string }, end: RingEnd | null): void {
    const ring = this.#ring.value;
    if (!this.#deps || ring?.call.call_id !== call.call_id) return;
    this.#cancelDeadline();
    this.#ring.value = null;
    if (!end) return;
    this.#notice.value = { end, caller: ring.caller };
    const passing = end === "answered_elsewhere" || end === "declined_elsewhere";
    if (passing) this.#cancelNotice = this.#deps.timers.set(() => this.dismiss(), PASSING_NOTICE_MS);
  }
}
