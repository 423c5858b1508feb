/// <reference lib="dom" />
import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { CallType } from "../../realtime/core/call.ts";
import type { CallManager } from "../lib/call_manager.ts";
import type { CallSnapshot } from "../lib/call_snapshot.ts";
import type { MediaPermission } from "./media_permission.ts";
import { errorName, type MediaProblem, mediaProblem } from "./media_problem.ts";

/** How far the person has gone in taking a call. */
export type AnswerStep = "none" | "asking" | "answering";

/** What keeps the devices away; `error` is the name of the DOMException. */
export interface DeviceProblem {
  kind: MediaProblem;
  error: string;
}

export interface ParticipationDeps {
  callId: string;
  calls: Pick<CallManager, "prepareMedia" | "acceptCall">;
  permission: (callType: CallType) => Promise<MediaPermission>;
  /** Told when the server refused the answer. */
  refused: () => void;
}

/** How this device comes to take part in a call: its camera and microphone, and the answer to the ring. */
export class Participation {
  readonly step: Signal<AnswerStep> = signal("none");
  /** With which devices the person wants to take part. */
  readonly kind = signal<CallType>("video");
  /** Why taking the call did not work. */
  readonly failure = signal<"conflict" | "other" | null>(null);
  /** Why the person can't be heard, or why the devices were not even asked for. */
  readonly problem: ReadonlySignal<DeviceProblem | null>;
  /** Why the person can be heard but not seen. */
  readonly cameraProblem: ReadonlySignal<MediaProblem | null>;
  #deviceError = signal<string | null>(null);
  #carriedOn = signal(false);
  #deps: ParticipationDeps | undefined;

  constructor(snapshot: ReadonlySignal<CallSnapshot | null>) {
    this.problem = computed(() => {
      const { mediaError = null, hasMicrophone = true } = snapshot.value ?? {};
      const error = this.#deviceError.value ?? (hasMicrophone ? null : mediaError);
      return error && !this.#carriedOn.value ? { kind: mediaProblem(error), error } : null;
    });
    this.cameraProblem = computed(() => {
      const { mediaError = null, hasMicrophone = true } = snapshot.value ?? {};
      return mediaError && hasMicrophone && !this.#carriedOn.value ? mediaProblem(mediaError) : null;
    });
  }

  connect(deps: ParticipationDeps): void {
    this.#deps = deps;
  }

  /** Takes the call. Where the browser would ask for the devices, the person first learns why. */
  async accept(kind: CallType): Promise<void> {
    if (!this.#deps || this.step.value === "answering") return;
    this.failure.value = null;
    this.kind.value = kind;
    const permission = await this.#deps.permission(kind);
    if (permission === "granted" || permission === "unknown") return await this.answerWith(kind);
    batch(() => {
      this.#deviceError.value = permission === "denied" ? "NotAllowedError" : null;
      this.step.value = "asking";
    });
  }

  /** Starts the devices, which may make the browser ask, and then tells the server. */
  async answerWith(kind: CallType): Promise<void> {
    if (this.step.value === "answering") return;
    this.kind.value = kind;
    this.step.value = "answering";
    await this.startDevices(kind);
    if (this.problem.value) this.step.value = "asking";
    else await this.#answer();
  }

  /** Goes on with what there is: takes the call without devices, or stops pointing at what is missing. */
  async carryOn(): Promise<void> {
    this.#carriedOn.value = true;
    if (this.step.value === "asking") await this.#answer();
  }

  /** Opens the devices for a call of this type, as far as they can be had. */
  async startDevices(kind: CallType): Promise<void> {
    this.#deviceError.value = null;
    this.#carriedOn.value = false;
    try {
      await this.#deps?.calls.prepareMedia(kind);
    } catch (error) {
      this.#deviceError.value = errorName(error);
    }
  }

  async #answer(): Promise<void> {
    const { calls, callId, refused } = this.#deps ?? {};
    this.step.value = "answering";
    try {
      await calls?.acceptCall(callId ?? "");
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      this.step.value = "none";
      this.failure.value = code === "conflict" || code === "not_found" ? "conflict" : "other";
      refused?.();
    }
  }
}
