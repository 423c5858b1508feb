import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { CallObject } from "../../realtime/core/objects.ts";
import type { SignalingClient } from "../lib/signaling_client.ts";

/** How far calling once more has come. */
export type CallAgainState = "idle" | "calling" | "busy" | "failed";

export interface CallAgainDeps {
  signaling: Pick<SignalingClient, "initiateCall">;
  /** Leaves this page for another one. */
  go: (path: string) => void;
}

/** Calls the other person once more after a call, of the same kind and for the same appointment. */
export class CallAgain {
  readonly #state: Signal<CallAgainState> = signal("idle");
  #deps: CallAgainDeps | undefined;

  get state(): ReadonlySignal<CallAgainState> {
    return this.#state;
  }

  connect(deps: CallAgainDeps): void {
    this.#deps = deps;
  }

  /** Places the call and goes to its page. */
  async place(calleeId: number, { appointment_id, call_type }: CallObject): Promise<void> {
    const deps = this.#deps;
    if (!deps || this.#state.value === "calling") return;
    this.#state.value = "calling";
    try {
      const { call_id } = await deps.signaling.initiateCall(calleeId, appointment_id, call_type);
      deps.go(`/visit/${call_id}`);
    } catch (error) {
      const busy = error instanceof Error && "code" in error && error.code === "busy";
      this.#state.value = busy ? "busy" : "failed";
    }
  }
}
