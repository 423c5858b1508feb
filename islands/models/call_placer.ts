import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { CallType } from "../../realtime/core/call.ts";
import type { UserObject } from "../../realtime/core/objects.ts";
import type { SignalingClient } from "../lib/signaling_client.ts";
import type { MediaPermission } from "./media_permission.ts";
import { errorName, type MediaProblem, mediaProblem } from "./media_problem.ts";

/** Somebody to call, in which appointment, and how. */
export interface Plan {
  callee: UserObject;
  appointmentId: number;
  callType: CallType;
}

/** How far the placing of a call has come. */
export type Placing =
  | { step: "none" }
  /** The person is told why the browser will ask for its devices. */
  | { step: "explaining"; plan: Plan }
  /** The browser asks. */
  | { step: "asking"; plan: Plan }
  | { step: "calling"; plan: Plan }
  | { step: "no_media"; plan: Plan; problem: MediaProblem }
  | { step: "refused"; plan: Plan; code: string };

export interface CallPlacerDeps {
  signaling: Pick<SignalingClient, "initiateCall">;
  permission(callType: CallType): Promise<MediaPermission>;
  /** Asks the browser for the devices and lets go of them at once; throws what `getUserMedia` throws. */
  askForDevices(callType: CallType): Promise<void>;
  /** Goes to the page of the call. */
  open(callId: string): void;
}

/** Places calls from a page that is not the visit itself: permission first, then the ring, then the visit. */
export class CallPlacer {
  readonly #placing: Signal<Placing> = signal({ step: "none" });
  #deps: CallPlacerDeps | undefined;

  /** From now on calls can be placed. */
  connect(deps: CallPlacerDeps): void {
    this.#deps = deps;
  }

  get placing(): ReadonlySignal<Placing> {
    return this.#placing;
  }

  /** Starts a call; explains first when the browser is going to ask for camera or microphone. */
  async place(plan: Plan): Promise<void> {
    if (!this.#deps || this.#placing.value.step === "calling") return;
    const permission = await this.#deps.permission(plan.callType);
    if (permission === "granted") await this.#call(plan);
    else if (permission === "denied") this.#placing.value = { step: "no_media", plan, problem: "denied" };
    else this.#placing.value = { step: "explaining", plan };
  }

  /** Goes on after the explanation, or tries again after the devices could not be had. */
  async allow(): Promise<void> {
    const now = this.#placing.value;
    if (!this.#deps || (now.step !== "explaining" && now.step !== "no_media")) return;
    const asking: Placing = { step: "asking", plan: now.plan };
    this.#placing.value = asking;
    const problem = await this.#deps.askForDevices(now.plan.callType).then(
      () => null,
      (error: unknown) => mediaProblem(errorName(error)),
    );
    // Somebody may have changed their mind while the browser was asking.
    if (this.#placing.value !== asking) return;
    if (problem) this.#placing.value = { step: "no_media", plan: now.plan, problem };
    else await this.#call(now.plan);
  }

  /** Makes it a voice call instead. */
  async voiceInstead(): Promise<void> {
    const now = this.#placing.value;
    if (now.step !== "none") await this.place({ ...now.plan, callType: "voice" });
  }

  /** Forgets the call, or the message about it. */
  dismiss(): void {
    this.#placing.value = { step: "none" };
  }

  async #call(plan: Plan): Promise<void> {
    if (!this.#deps) return;
    this.#placing.value = { step: "calling", plan };
    try {
      const { call_id } = await this.#deps.signaling.initiateCall(
        plan.callee.id,
        plan.appointmentId,
        plan.callType,
      );
      this.#deps.open(call_id);
    } catch (error) {
      this.#placing.value = { step: "refused", plan, code: codeOf(error) };
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unavailable";
}
