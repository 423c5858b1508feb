import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { SeenInvitation } from "../../realtime/core/api/invitation_operations.ts";
import type { Timers } from "../../realtime/ports/clock.ts";
import type { WayObstacle } from "./way_obstacle.ts";

/** How far somebody with an invitation link has come. */
export type JoinStep =
  | { name: "looking" }
  /** The page was opened without a link. */
  | { name: "no_link" }
  /** No such link, or it was withdrawn. */
  | { name: "unknown" }
  | { name: "unreachable" }
  /** Too many links that don't work came from this network. */
  | { name: "limited" }
  | { name: "seen"; invitation: SeenInvitation }
  /** Signed in; the waiting room is being loaded. */
  | { name: "entered" };

/** Why nobody was let in although the door is open. */
export type JoinProblem = "name" | "unreachable" | null;

/** What the model asks the API; both throw an error with a `code`. */
export interface JoinSource {
  look(token: string): Promise<{ invitation: SeenInvitation; server_time: string }>;
  enter(request: { token: string; name: string; take_over: boolean }): Promise<void>;
}

export interface JoinDeps {
  source: JoinSource;
  timers: Timers;
  /** Milliseconds since the epoch by this device, whose clock may be wrong. */
  now(): number;
  /** Goes to the waiting room of the guest's visit. */
  open(): void;
  /** The address that this page has with this link. */
  linkOf(token: string): string;
  /** What is wrong with this browser. */
  obstacle(link: string): WayObstacle | null;
}

/** How often it is looked again whether the visit was moved or cancelled. */
const LOOK_AGAIN_MS = 60_000;
const TICK_MS = 1_000;
/** The door is looked at this long after it should have opened: the two clocks are never quite the same. */
const OPENED_MS = 250;

/** The page of an invitation link: what it is for, and the way in. */
export class JoinModel {
  /** Whoever is signed in with this browser already, and will not be any more. */
  readonly signedInAs: string | null;
  readonly name: Signal<string> = signal("");
  /** What is wrong with this browser, until the person goes on all the same. */
  readonly obstacle: Signal<WayObstacle | null> = signal(null);
  readonly #step: Signal<JoinStep> = signal({ name: "looking" });
  readonly #entering = signal(false);
  readonly #problem: Signal<JoinProblem> = signal(null);
  readonly #opensInSeconds: Signal<number | null> = signal(null);
  #token: string | null = null;
  #deps: JoinDeps | undefined;
  #clockAhead = 0;
  #cancelTick = () => {};
  #cancelLook = () => {};

  constructor(signedInAs: string | null) {
    this.signedInAs = signedInAs;
  }

  get step(): ReadonlySignal<JoinStep> {
    return this.#step;
  }

  get entering(): ReadonlySignal<boolean> {
    return this.#entering;
  }

  get problem(): ReadonlySignal<JoinProblem> {
    return this.#problem;
  }

  /** Until the door opens; null when that is not what is waited for. */
  get opensInSeconds(): ReadonlySignal<number | null> {
    return this.#opensInSeconds;
  }

  /** The whole link, to be opened elsewhere. */
  get link(): string {
    return this.#token === null ? "" : this.#deps?.linkOf(this.#token) ?? "";
  }

  /** Begins with what the link carries, or begins anew with another link. */
  async start(token: string | null, deps: JoinDeps): Promise<void> {
    this.#deps = deps;
    this.#token = token;
    this.#cancelTick();
    this.#cancelLook();
    this.#entering.value = false;
    this.#problem.value = null;
    this.#step.value = { name: token === null ? "no_link" : "looking" };
    this.obstacle.value = deps.obstacle(this.link);
    if (token !== null) await this.look();
  }

  /** Looks what there is to say about the link now. */
  async look(): Promise<void> {
    const token = this.#token;
    if (!this.#deps || token === null || this.#entering.value || this.#step.value.name === "entered") return;
    this.#cancelLook();
    try {
      const seen = await this.#deps.source.look(token);
      if (token === this.#token) this.#take(seen);
    } catch (error) {
      if (token === this.#token) this.#fail(codeOf(error));
    }
  }

  /** Signs in under the name, and goes on to the waiting room. */
  async enter(takeOver = false): Promise<void> {
    const step = this.#step.value;
    if (!this.#deps || this.#token === null || step.name !== "seen" || this.#entering.value) return;
    const name = (step.invitation.patient_name ?? this.name.value).trim();
    this.#problem.value = name === "" ? "name" : null;
    if (name === "") return;
    this.#entering.value = true;
    try {
      await this.#deps.source.enter({ token: this.#token, name, take_over: takeOver });
      this.#step.value = { name: "entered" };
      this.#deps.open();
    } catch (error) {
      this.#entering.value = false;
      await this.#refused(codeOf(error));
    }
  }

  #take({ invitation, server_time }: { invitation: SeenInvitation; server_time: string }): void {
    const deps = this.#deps;
    if (!deps) return;
    this.#clockAhead = Date.parse(server_time) - deps.now();
    if (this.name.value === "") this.name.value = invitation.patient_name ?? invitation.guest_name ?? "";
    this.#step.value = { name: "seen", invitation };
    this.#tick(invitation);
    const isFinal = invitation.state === "over" || invitation.state === "cancelled";
    if (!isFinal) this.#cancelLook = deps.timers.set(() => void this.look(), LOOK_AGAIN_MS);
  }

  /** Counts down to the opening, then looks again. */
  #tick(invitation: SeenInvitation): void {
    const deps = this.#deps;
    this.#cancelTick();
    this.#opensInSeconds.value = null;
    if (!deps || invitation.state !== "too_early") return;
    const left = Date.parse(invitation.opens_at) - deps.now() - this.#clockAhead;
    this.#opensInSeconds.value = Math.max(0, Math.ceil(left / 1000));
    this.#cancelTick = left > 0
      ? deps.timers.set(() => this.#tick(invitation), Math.min(left, TICK_MS))
      : deps.timers.set(() => void this.look(), OPENED_MS);
  }

  #fail(code: string): void {
    const step = this.#step.value;
    if (code === "not_found" || code === "bad_request") this.#step.value = { name: "unknown" };
    else if (code === "rate_limited") this.#step.value = { name: "limited" };
    // What was seen before is better than nothing, and the next look may succeed.
    else if (step.name !== "seen") this.#step.value = { name: "unreachable" };
    else this.#cancelLook = this.#deps?.timers.set(() => void this.look(), LOOK_AGAIN_MS) ?? (() => {});
    if (this.#step.value.name !== "seen") this.#cancelTick();
  }

  async #refused(code: string): Promise<void> {
    if (code === "bad_request") this.#problem.value = "name";
    else if (code === "unavailable" || code === "internal") this.#problem.value = "unreachable";
    else if (code === "not_found" || code === "rate_limited") this.#fail(code);
    else await this.look();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unavailable";
}
