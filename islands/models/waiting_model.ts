import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { doorOf } from "../../realtime/core/appointment.ts";
import type { PresenceStatus } from "../../realtime/core/fields.ts";
import type { AppointmentObject, CallObject, PresenceObject } from "../../realtime/core/objects.ts";
import type { WaitingObject } from "../../realtime/core/waiting_objects.ts";
import type { Timers } from "../../realtime/ports/clock.ts";
import type { SignalingClient } from "../lib/signaling_client.ts";
import type { Session } from "../session.ts";

/** What the server knows when it renders the waiting room. */
export interface WaitingFacts {
  appointment: AppointmentObject;
  waiting: WaitingObject;
  presence: PresenceObject | null;
  conversationId: string;
  unread: number;
  /** Milliseconds since the epoch. */
  now: number;
}

/** The parts of the session that the waiting room needs. */
export interface WaitingSession extends Pick<Session, "user" | "presence" | "quiet"> {
  signaling: Pick<SignalingClient, "on" | "serverNow">;
}

/** What the model asks the API; both throw an error with a `code`. */
export interface WaitingSource {
  arrive(appointmentId: number): Promise<WaitingObject>;
  leave(appointmentId: number): Promise<WaitingObject>;
}

/** Why a chime sounds. */
export type ChimeReason = "next" | "doctor";

export interface WaitingDeps {
  session: WaitingSession;
  source: WaitingSource;
  timers: Timers;
  chime(reason: ChimeReason): void;
}

/** Where somebody stands: on the way in, in the queue, out of it, or before a door that is closed. */
export type WaitingStage =
  | "entering"
  | "queued"
  | "left"
  | "not_come"
  | "admitted"
  | "too_early"
  | "over"
  | "cancelled";

/** How the doctor is there, as people say it. */
export type DoctorState = "here" | "busy" | "away" | "not_here";

const DOCTOR_STATES: Record<PresenceStatus, DoctorState> = {
  online: "here",
  busy: "busy",
  do_not_disturb: "busy",
  away: "away",
  idle: "away",
  offline: "not_here",
};

/** After a failed attempt to come in it is tried again after this long, in milliseconds. */
const RETRY_MS = 5_000;
/** The door is tried this long after it should have opened: two clocks are never quite the same. */
const OPENED_MS = 500;
/** Longest wait of one timer, in milliseconds: the visit may have been moved meanwhile. */
const DOOR_LOOK_MS = 60_000;

/** One person in the waiting room of one visit. Draws from its facts alone until it follows a session. */
export class WaitingModel {
  readonly conversationId: string;
  readonly appointment: Signal<AppointmentObject>;
  readonly waiting: Signal<WaitingObject>;
  readonly unread: Signal<number>;
  /** When a call of the doctor's was not answered here, in milliseconds since the epoch. */
  readonly missedAt: Signal<number | null> = signal(null);
  /** What just did not work, for want of a connection. */
  readonly problem: Signal<"arrive" | "leave" | null> = signal(null);
  readonly isLeaving = signal(false);
  readonly soundOn = signal(false);
  readonly stage: ReadonlySignal<WaitingStage>;
  readonly doctorState: ReadonlySignal<DoctorState>;
  readonly #refusal: Signal<"too_early" | "over" | "cancelled" | null> = signal(null);
  readonly #session: Signal<WaitingSession | null> = signal(null);
  #deps: WaitingDeps | undefined;
  #wants = true;
  #isArriving = false;
  #cancelRetry = () => {};

  constructor(facts: WaitingFacts) {
    this.conversationId = facts.conversationId;
    this.appointment = signal(facts.appointment);
    this.waiting = signal(facts.waiting);
    this.unread = signal(facts.unread);
    const { state } = doorOf(facts.appointment, facts.now);
    if (state !== "open") this.#refusal.value = state;
    this.stage = computed(() => stageOf(this.waiting.value, this.#refusal.value));
    this.doctorState = computed(() => {
      const heard = this.#session.value?.presence.value.get(facts.appointment.doctor_id);
      return DOCTOR_STATES[(heard ?? facts.presence)?.status ?? "offline"];
    });
  }

  /** Whether calls do not ring on this device because the person does not want to be disturbed. */
  get isQuiet(): boolean {
    return this.#session.value?.quiet.value ?? false;
  }

  /** Comes in, and stays in over lost connections until it is over or the person leaves. */
  follow(deps: WaitingDeps): void {
    this.#deps = deps;
    this.#session.value = deps.session;
    const { signaling } = deps.session;
    signaling.on("sync", () => void this.#arrive());
    signaling.on("waiting:update", ({ waiting }) => this.#take(waiting));
    signaling.on("appointment:update", ({ appointment }) => this.#takeAppointment(appointment));
    signaling.on("call:missed", ({ call }) => this.#noteMissed(call));
    signaling.on("call:ended", ({ call }) => this.#noteMissed(call));
    signaling.on("call:ringing", () => this.missedAt.value = null);
    signaling.on("chat:message", ({ message }) => {
      const isOthers = message.sender_id !== deps.session.user.id;
      if (isOthers && message.conversation_id === this.conversationId) this.unread.value++;
    });
    this.#chimeFor("doctor", () => this.doctorState.value === "here");
    this.#chimeFor("next", () => this.stage.value === "queued" && this.waiting.value.place === 0);
    void this.#arrive();
  }

  /** Comes back after having left. */
  comeBack(): void {
    this.#wants = true;
    void this.#arrive();
  }

  /** Leaves; whoever has no connection is told so, and stays. */
  async leave(): Promise<void> {
    const deps = this.#deps;
    if (!deps || this.isLeaving.value) return;
    this.isLeaving.value = true;
    this.problem.value = null;
    try {
      this.#take(await deps.source.leave(this.appointment.value.id));
      this.#wants = false;
    } catch {
      this.problem.value = "leave";
    } finally {
      this.isLeaving.value = false;
    }
  }

  async #arrive(): Promise<void> {
    const deps = this.#deps;
    if (!deps || !this.#wants || this.#isArriving) return;
    this.#isArriving = true;
    this.#cancelRetry();
    try {
      this.#take(await deps.source.arrive(this.appointment.value.id));
      this.#refusal.value = null;
      this.problem.value = null;
    } catch (error) {
      this.#refused(codeOf(error));
    } finally {
      this.#isArriving = false;
    }
  }

  #refused(code: string): void {
    if (code === "too_early" || code === "over" || code === "cancelled") {
      this.#refusal.value = code;
      this.problem.value = null;
      if (code === "too_early") this.#retryIn(this.#opensInMs());
    } else if (code === "not_found" || code === "forbidden") this.#refusal.value = "over";
    else {
      this.problem.value = "arrive";
      this.#retryIn(RETRY_MS);
    }
  }

  #opensInMs(): number {
    const now = this.#deps?.session.signaling.serverNow() ?? 0;
    const left = doorOf(this.appointment.value, now).opensAtMs - now;
    return Math.min(Math.max(left, 0) + OPENED_MS, DOOR_LOOK_MS);
  }

  #retryIn(ms: number): void {
    this.#cancelRetry();
    this.#cancelRetry = this.#deps?.timers.set(() => void this.#arrive(), ms) ?? (() => {});
  }

  #take(waiting: WaitingObject): void {
    const known = this.waiting.value;
    if (waiting.appointment_id !== known.appointment_id || waiting.version < known.version) return;
    this.waiting.value = waiting;
    // Who was lost while this page was out of touch is here again; all other ends are somebody's decision.
    if (waiting.status === "gone" && waiting.gone_reason !== "lost") this.#wants = false;
    if (waiting.status === "gone" && waiting.gone_reason === "lost") void this.#arrive();
  }

  #takeAppointment(appointment: AppointmentObject): void {
    const known = this.appointment.value;
    if (appointment.id !== known.id || appointment.version <= known.version) return;
    this.appointment.value = appointment;
    if (this.#refusal.value !== null || appointment.status !== "scheduled") {
      this.#wants = true;
      void this.#arrive();
    }
  }

  #noteMissed(call: CallObject): void {
    const { session } = this.#deps ?? {};
    if (!session || call.callee_id !== session.user.id || call.accepted_at !== null) return;
    if (call.appointment_id !== this.appointment.value.id) return;
    this.missedAt.value = session.signaling.serverNow();
  }

  /** Chimes when something has become so while the page was open. */
  #chimeFor(reason: ChimeReason, isSo: () => boolean): void {
    const now = computed(isSo);
    let was = now.value;
    now.subscribe((is) => {
      if (is && !was) this.#deps?.chime(reason);
      was = is;
    });
  }
}

function stageOf(
  { status, gone_reason }: WaitingObject,
  refusal: "too_early" | "over" | "cancelled" | null,
): WaitingStage {
  if (refusal) return refusal;
  if (status === "waiting" || status === "away") return "queued";
  if (status === "absent" || gone_reason === "lost" || gone_reason === null) return "entering";
  return gone_reason === "closed" ? "over" : gone_reason;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unavailable";
}
