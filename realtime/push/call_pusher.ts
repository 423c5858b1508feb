import { type Call, isOver, isUnanswered } from "../core/call.ts";
import { isoTime } from "../core/call_object.ts";
import type { UserObject } from "../core/objects.ts";
import type { CallPushes } from "../ports/call_pushes.ts";
import type { CallStore } from "../ports/call_store.ts";
import type { Clock, Timers } from "../ports/clock.ts";
import type { Directory } from "../ports/directory.ts";
import type { MissedCalls, PushSubscription, PushSubscriptions } from "../ports/push.ts";
import type { PushNews, PushOptions, PushSender } from "./push_sender.ts";

/**
 * Devices with a socket ring by their page. A page that was frozen in a pocket looks the same for up to a minute, so after this
 * long without an answer they are told too; one whose page is in sight shows nothing.
 */
export const UNHEARD_MS = 4_000;
/** A missed call is told of this long; whoever's device was off for longer sees it in the history. */
const MISSED_MS = 24 * 3_600_000;
/** Where a call has ended, devices hear of it this long. */
const SETTLED_MS = 60_000;

/** Where somebody is right now. */
export interface Listening {
  /** Sessions with an open socket, on any instance. */
  sessions: ReadonlySet<string>;
  /** Whether they do not want to be disturbed. */
  isQuiet: boolean;
}

export interface CallPusherDeps {
  calls: Pick<CallStore, "find">;
  directory: Pick<Directory, "users">;
  subscriptions: PushSubscriptions;
  missedCalls: Pick<MissedCalls, "count">;
  sender: PushSender;
  clock: Clock;
  timers: Timers;
  listening(userId: number): Promise<Listening>;
}

/** Rings on subscribed devices, and takes it back. The instance that changed a call tells of it, so exactly one does. */
export class CallPusher implements CallPushes {
  readonly #deps: CallPusherDeps;
  readonly #unheard = new Map<string, () => void>();

  constructor(deps: CallPusherDeps) {
    this.#deps = deps;
  }

  placed(call: Call): void {
    if (isUnanswered(call)) this.#deps.sender.later(() => this.#ring(call));
  }

  moved(from: Call, to: Call, sessionId: string | null): void {
    if (!isUnanswered(from) || isUnanswered(to)) return;
    this.#unheard.get(to.callId)?.();
    this.#unheard.delete(to.callId);
    const isMissed = to.endReason === "missed" || to.endReason === "cancelled";
    this.#deps.sender.later(() => isOver(to) && isMissed ? this.#missed(to) : this.#settled(to, sessionId));
  }

  close(): void {
    for (const cancel of this.#unheard.values()) cancel();
    this.#unheard.clear();
  }

  async #ring(call: Call): Promise<void> {
    const { clock, subscriptions, listening, timers } = this.#deps;
    // As they were when it was placed.
    const [{ sessions, isQuiet }, wanted] = await Promise.all([
      listening(call.calleeId),
      this.#wanted(call.calleeId),
    ]);
    if (isQuiet || wanted.length === 0) return;
    const caller = await this.#caller(call);
    const untilMs = call.deadlineAt ?? clock.now();
    const ringOn = async (devices: readonly PushSubscription[]) => {
      if (devices.length === 0 || !caller) return;
      await subscriptions.noteRing(call.callId, devices.map((one) => one.subscriptionId));
      const options: PushOptions = {
        ...this.#options(call, untilMs),
        isWanted: async () => {
          const now = await this.#deps.calls.find(call.callId);
          return now !== undefined && isUnanswered(now);
        },
      };
      for (const one of devices) this.#deps.sender.send(one, ringNews(call, caller, untilMs), options);
    };
    await ringOn(wanted.filter((one) => !sessions.has(one.sessionId)));
    const open = wanted.filter((one) => sessions.has(one.sessionId));
    if (open.length === 0 || this.#unheard.has(call.callId)) return;
    const late = () => {
      this.#unheard.delete(call.callId);
      this.#deps.sender.later(() => ringOn(open));
    };
    this.#unheard.set(call.callId, timers.set(late, UNHEARD_MS));
  }

  async #missed(call: Call): Promise<void> {
    const { clock, subscriptions, listening, missedCalls } = this.#deps;
    const [{ sessions, isQuiet }, wanted] = await Promise.all([
      listening(call.calleeId),
      this.#wanted(call.calleeId),
    ]);
    if (wanted.length === 0) return;
    const [rung, count, caller] = await Promise.all([
      subscriptions.takeRung(call.callId, call.calleeId),
      missedCalls.count(call.calleeId),
      this.#caller(call),
    ]);
    if (!caller) return;
    const news: PushNews = {
      kind: "missed",
      call_id: call.callId,
      name: caller.name,
      role: caller.role,
      count,
    };
    const hears = (one: PushSubscription) =>
      rung.includes(one.subscriptionId) || !isQuiet && !sessions.has(one.sessionId);
    for (const one of wanted.filter(hears)) {
      this.#deps.sender.send(one, news, this.#options(call, clock.now() + MISSED_MS));
    }
  }

  /** Taken or refused on one device: the others stop. */
  async #settled(call: Call, sessionId: string | null): Promise<void> {
    const { clock, subscriptions } = this.#deps;
    const rung = await subscriptions.takeRung(call.callId, call.calleeId);
    if (rung.length === 0) return;
    for (const one of await subscriptions.of(call.calleeId, clock.now())) {
      if (!rung.includes(one.subscriptionId) || one.sessionId === sessionId) continue;
      const news: PushNews = { kind: "settled", call_id: call.callId };
      this.#deps.sender.send(one, news, this.#options(call, clock.now() + SETTLED_MS));
    }
  }

  async #wanted(userId: number): Promise<PushSubscription[]> {
    const all = await this.#deps.subscriptions.of(userId, this.#deps.clock.now());
    return all.filter((one) => !one.quiet);
  }

  async #caller({ callerId }: Call): Promise<UserObject | undefined> {
    return (await this.#deps.directory.users([callerId]))[0];
  }

  /** All that is said of a call is of one topic: what comes later replaces what still waits. */
  #options({ callId }: Call, untilMs: number): PushOptions {
    return { untilMs, urgency: "high", topic: callId.replaceAll("-", "") };
  }
}

function ringNews(call: Call, { name, role }: UserObject, untilMs: number): PushNews {
  const { callId: call_id, callType: call_type } = call;
  return { kind: "ring", call_id, call_type, name, role, until: isoTime(untilMs) };
}
