import { type Signal, signal } from "@preact/signals";
import type { AttachmentObject, CallObject, RatingObject, UserObject } from "../../realtime/core/objects.ts";
import { ratingOpenUntil } from "../../realtime/core/rating.ts";

/** What a page knows of a call that is over. */
export interface AfterFacts {
  me: UserObject;
  peer: UserObject;
  call: CallObject;
  conversationId: string;
}

export type Rating = Pick<RatingObject, "stars" | "comment">;

export interface AfterDeps {
  now(): number;
  /** What was shared in the call, and whether there is more. Rejects when no answer can be had. */
  files(): Promise<{ items: AttachmentObject[]; more: boolean }>;
  /** What this person said of the call before; null where nothing. */
  rating(): Promise<Rating | null>;
  /** Rejects with an error that has a `code`. */
  rate(rating: Rating): Promise<Rating>;
}

/** Nothing is asked; it is asked; it was said; it is not wanted. */
export type RatingStep = "unknown" | "asked" | "said" | "skipped";
export type RatingProblem = "missing" | "failed" | "too_late";

/** What is left to say after a call. What can't be loaded is left out: the call itself is told already. */
export class AfterModel {
  readonly facts: AfterFacts;
  readonly files: Signal<readonly AttachmentObject[]> = signal([]);
  readonly hasMoreFiles = signal(false);
  readonly step: Signal<RatingStep> = signal("unknown");
  readonly said: Signal<Rating> = signal({ stars: null, comment: null });
  readonly stars: Signal<number | null> = signal(null);
  readonly comment = signal("");
  readonly busy = signal(false);
  readonly problem: Signal<RatingProblem | null> = signal(null);
  #deps: AfterDeps | undefined;

  constructor(facts: AfterFacts) {
    this.facts = facts;
  }

  /** Everybody who came, oneself among them. */
  get there(): string[] {
    const { me, peer, call } = this.facts;
    const came = call.participants.filter((one) => one.joined_at !== null).map((one) => one.user_id);
    return [me, peer].filter((one) => came.includes(one.id)).map((one) => one.name);
  }

  /** Of a call that did not go well, a number to quote: short enough to be said on the phone. */
  get quote(): string | null {
    const { end_reason, call_id } = this.facts.call;
    const failed = end_reason === "network_error" || end_reason === "connection_failed";
    return failed ? (call_id.split("-")[0] ?? "").toUpperCase() : null;
  }

  async connect(deps: AfterDeps): Promise<void> {
    this.#deps = deps;
    const { connected_at, ended_at } = this.facts.call;
    if (connected_at === null) return;
    const files = deps.files().then(({ items, more }) => {
      this.files.value = items;
      this.hasMoreFiles.value = more;
    }, () => undefined);
    // The end may not be confirmed yet; then it is now.
    const until = ratingOpenUntil(connected_at, ended_at) ?? Infinity;
    const rating = deps.rating().then((said) => this.#show(said, deps.now() <= until), () => undefined);
    await Promise.all([files, rating]);
  }

  /** Opens what was said to be changed. */
  change(): void {
    this.stars.value = this.said.value.stars;
    this.comment.value = this.said.value.comment ?? "";
    this.problem.value = null;
    this.step.value = "asked";
  }

  async send(): Promise<void> {
    if (this.stars.value === null) {
      this.problem.value = "missing";
      return;
    }
    await this.#rate({ stars: this.stars.value, comment: this.comment.value.trim() || null });
  }

  /** It is not asked again; what was said before stays. */
  async skip(): Promise<void> {
    if (this.said.value.stars !== null) {
      this.step.value = "said";
      return;
    }
    this.step.value = "skipped";
    // Where that can't be told, it is asked once more another time.
    await this.#deps?.rate({ stars: null, comment: null }).catch(() => undefined);
  }

  async #rate(rating: Rating): Promise<void> {
    if (!this.#deps || this.busy.value) return;
    this.busy.value = true;
    this.problem.value = null;
    try {
      this.said.value = await this.#deps.rate(rating);
      this.step.value = "said";
    } catch (error) {
      const late = error instanceof Error && "code" in error && error.code === "conflict";
      this.problem.value = late ? "too_late" : "failed";
    } finally {
      this.busy.value = false;
    }
  }

  #show(said: Rating | null, isOpen: boolean): void {
    if (said) this.said.value = said;
    if (said?.stars != null) this.step.value = "said";
    else this.step.value = said || !isOpen ? "skipped" : "asked";
  }
}
