import type { Call } from "./core/call.ts";
import type { CallLimits } from "./core/call_machine.ts";
import type { IceServerObject } from "./core/objects.ts";
import type { CallPushes } from "./ports/call_pushes.ts";
import type { CallStore } from "./ports/call_store.ts";
import type { Clock } from "./ports/clock.ts";
import type { Directory } from "./ports/directory.ts";
import type { Notice } from "./ports/notice.ts";

/** What the call use cases need. */
export interface CallDeps {
  calls: CallStore;
  directory: Directory;
  clock: Clock;
  limits: CallLimits;
  newId(): string;
  iceServersFor(userId: number, callId: string): IceServerObject[];
  /** Whether a device of this user is connected, on any instance, and would ring. */
  isReachable(userId: number): Promise<boolean>;
  /** Where devices without an open page are told. */
  pushes: CallPushes;
  tell(notices: readonly Notice[]): Promise<void>;
  /** Called with every call that was changed here, so that its deadline is looked after and rosters are fresh. */
  changed(call: Call): void;
}
