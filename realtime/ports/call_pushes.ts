import type { Call } from "../core/call.ts";

/** Tells devices that have no page open about calls. Nothing here is waited for, and nothing can fail a call. */
export interface CallPushes {
  /** A call is there, or was asked for once more. */
  placed(call: Call): void;
  /** A call has changed; `sessionId` is that of whoever did it. */
  moved(from: Call, to: Call, sessionId: string | null): void;
}

/** For clinics, and tests, that ring on open pages only. */
export const NO_PUSHES: CallPushes = { placed() {}, moved() {} };
