import type { PushPayload } from "../core/push_payload.ts";
import type { PushResult, PushSubscription, PushSubscriptions } from "../ports/push.ts";
import { type DeliverDeps, deliverPush, type Push } from "./deliver_push.ts";
import { PushQueue } from "./push_queue.ts";

/** After so many failures in a row a browser is given up; it comes back by itself when its page is opened. */
const FAILURES_MAX = 20;

type WithoutLanguage<P> = P extends PushPayload ? Omit<P, "v" | "lang"> : never;
/** What a browser is told; its language is its own. */
export type PushNews = WithoutLanguage<PushPayload>;

export type PushOptions = Omit<Push, "target" | "text">;

export interface PushSenderDeps extends DeliverDeps {
  subscriptions: PushSubscriptions;
  report(error: unknown): void;
}

/** Sends messages to browsers, later, and keeps book of what came of it. */
export class PushSender {
  readonly #deps: PushSenderDeps;
  readonly #queue: PushQueue;

  constructor(deps: PushSenderDeps) {
    this.#deps = deps;
    this.#queue = new PushQueue(deps.report);
  }

  /** Sends it when there is time. What finds no room is dropped and reported. */
  send(subscription: PushSubscription, news: PushNews, options: PushOptions): void {
    const taken = this.later((stop) => this.#deliver(subscription, news, options, stop).then(() => {}));
    if (!taken) this.#deps.report(new Error("a push message found no room"));
  }

  /** Sends it and resolves to what came of it. */
  sendNow(
    subscription: PushSubscription,
    news: PushNews,
    options: PushOptions,
  ): Promise<PushResult | undefined> {
    return new Promise((resolve) => {
      const work = async (stop: AbortSignal) => {
        try {
          resolve(await this.#deliver(subscription, news, options, stop));
        } finally {
          resolve(undefined);
        }
      };
      if (!this.later(work)) resolve(undefined);
    });
  }

  /** Runs work that leads to messages in the same queue; false where there is no room. */
  later(work: (stop: AbortSignal) => Promise<void>): boolean {
    return this.#queue.add(work);
  }

  /** Stops; resolves when what is under way has ended. */
  close(): Promise<void> {
    return this.#queue.close();
  }

  async #deliver(
    { subscriptionId, target, language }: PushSubscription,
    news: PushNews,
    options: PushOptions,
    stop: AbortSignal,
  ): Promise<PushResult | undefined> {
    const text = JSON.stringify({ v: 1, lang: language, ...news });
    const result = await deliverPush(this.#deps, { ...options, target, text }, stop);
    if (result === undefined) return undefined;
    const now = this.#deps.clock.now();
    await this.#deps.subscriptions.noteResult(subscriptionId, result, now, FAILURES_MAX);
    return result;
  }
}
