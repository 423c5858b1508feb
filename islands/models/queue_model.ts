import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { CallType } from "../../realtime/core/call.ts";
import type { DeviceCheckObject, Verdict } from "../../realtime/core/device_check.ts";
import type { AppointmentObject, UserObject } from "../../realtime/core/objects.ts";
import type { QueueEntryObject, QueueObject } from "../../realtime/core/waiting_objects.ts";
import type { Timers } from "../../realtime/ports/clock.ts";
import type { SignalingClient } from "../lib/signaling_client.ts";
import type { Session } from "../session.ts";
import { CallPlacer } from "./call_placer.ts";
import { connectionNotice } from "./connection_notice.ts";
import { DeskModel } from "./desk_model.ts";

/** What the server knows when it renders the queue. */
export interface QueueFacts {
  me: UserObject;
  queue: QueueObject;
}

/** The parts of the session that the queue needs. */
export interface QueueSession extends Pick<Session, "connection" | "liveCall"> {
  signaling: Pick<SignalingClient, "on">;
}

/** What the model asks the API; everything throws an error with a `code`. */
export interface QueueSource {
  queue(): Promise<QueueObject>;
  postpone(appointmentId: number, minutes: number): Promise<QueueObject>;
  notCome(appointmentId: number, userId: number): Promise<QueueObject>;
  appointment(id: number): Promise<AppointmentObject>;
  /** The newest device check of each of a visit's people who has made one. */
  checks(appointmentId: number): Promise<DeviceCheckObject[]>;
  /** The id of the direct conversation with somebody. */
  conversationWith(userId: number): Promise<string>;
}

export interface QueueDeps {
  session: QueueSession;
  source: QueueSource;
  timers: Timers;
  open(path: string): void;
  /** Somebody has come into the queue. */
  arrived(): void;
}

/** Why nobody can be called in now. */
export type QueueObstacle = "in_call" | "offline";

/** How often it is asked again whether somebody who waits has checked their devices, in milliseconds. */
const CHECKS_EVERY_MS = 30_000;
/** What "a few minutes more" is, in minutes. */
export const LATER_MINUTES = 10;

/** A clinician's queue. Draws from its facts alone until it follows a session. */
export class QueueModel {
  readonly me: UserObject;
  readonly queue: Signal<QueueObject>;
  readonly placer = new CallPlacer();
  readonly desk = new DeskModel();
  /** Who is about to be taken out of the queue. */
  readonly asksAbout: Signal<QueueEntryObject | null> = signal(null);
  readonly busy = signal(false);
  /** Why the last command did nothing. */
  readonly problem: Signal<"failed" | "gone" | null> = signal(null);
  readonly obstacle: ReadonlySignal<QueueObstacle | null>;
  readonly #verdicts: Signal<ReadonlyMap<string, Verdict>> = signal(new Map());
  readonly #session: Signal<QueueSession | null> = signal(null);
  #deps: QueueDeps | undefined;
  #cancelChecks = () => {};

  constructor({ me, queue }: QueueFacts) {
    this.me = me;
    this.queue = signal(queue);
    this.obstacle = computed(() => {
      const session = this.#session.value;
      if (!session) return null;
      if (connectionNotice(session.connection.value) !== null) return "offline";
      return session.liveCall.value ? "in_call" : null;
    });
  }

  /** Keeps the queue up to date from now on. */
  follow(deps: QueueDeps): void {
    this.#deps = deps;
    this.#session.value = deps.session;
    deps.session.signaling.on("queue:update", ({ queue }) => this.#take(queue));
    // A failure leaves what is there; the next sync reads again.
    deps.session.signaling.on("sync", () => deps.source.queue().then((one) => this.#take(one), () => {}));
  }

  /** What the device of somebody is good for, where they have checked it. */
  verdictOf(entry: QueueEntryObject): Verdict | undefined {
    return this.#verdicts.value.get(keyOf(entry));
  }

  /** Calls somebody in; they leave the queue once they have answered. */
  admit({ user, appointment_id }: QueueEntryObject, callType: CallType): void {
    this.problem.value = null;
    void this.placer.place({ callee: user, appointmentId: appointment_id, callType });
  }

  /** Tells somebody that it takes so many minutes more; 0 takes that back. */
  async postpone({ appointment_id }: QueueEntryObject, minutes: number): Promise<void> {
    await this.#run(async ({ source }) => this.#take(await source.postpone(appointment_id, minutes)));
  }

  /** Takes somebody out of the queue, after a question. */
  async notCome(): Promise<void> {
    const entry = this.asksAbout.value;
    if (!entry) return;
    await this.#run(async ({ source }) => {
      this.#take(await source.notCome(entry.appointment_id, entry.user.id));
    });
    this.asksAbout.value = null;
  }

  async write({ user }: QueueEntryObject): Promise<void> {
    await this.#run(async ({ source, open }) =>
      open(`/conversations/${await source.conversationWith(user.id)}`)
    );
  }

  /** Makes a link into somebody's visit, for a relative or an interpreter. */
  async invite({ appointment_id }: QueueEntryObject): Promise<void> {
    await this.#run(async ({ source }) => void this.desk.invite(await source.appointment(appointment_id)));
  }

  #take(queue: QueueObject): void {
    const known = this.queue.value;
    if (queue.version < known.version) return;
    this.queue.value = queue;
    const here = new Set(known.entries.map(keyOf));
    if (queue.entries.some((one) => !here.has(keyOf(one)))) this.#deps?.arrived();
    void this.#readChecks();
  }

  /** Reads the device checks of all visits that are waited for, now and from time to time. */
  async #readChecks(): Promise<void> {
    const { source, timers } = this.#deps ?? {};
    if (!source || !timers) return;
    this.#cancelChecks();
    const visits = [...new Set(this.queue.value.entries.map((one) => one.appointment_id))];
    if (visits.length === 0) return;
    this.#cancelChecks = timers.set(() => void this.#readChecks(), CHECKS_EVERY_MS);
    // What can't be had is left as it was; it is a help and no more.
    const found = await Promise.all(visits.map((id) =>
      source.checks(id).then(
        (checks) => checks.map(({ user_id, verdict }) => [`${id} ${user_id}`, verdict] as const),
        () => [],
      )
    ));
    this.#verdicts.value = new Map([...this.#verdicts.value, ...found.flat()]);
  }

  async #run(work: (deps: QueueDeps) => Promise<void>): Promise<void> {
    if (!this.#deps || this.busy.value) return;
    this.busy.value = true;
    this.problem.value = null;
    try {
      await work(this.#deps);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : "";
      this.problem.value = code === "conflict" ? "gone" : "failed";
    } finally {
      this.busy.value = false;
    }
  }
}

function keyOf({ appointment_id, user }: QueueEntryObject): string {
  return `${appointment_id} ${user.id}`;
}
