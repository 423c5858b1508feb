import type { DeviceState, PermissionWord } from "../../realtime/core/device_check.ts";

/** Why a camera or a microphone can't be had, each with help of its own. */
export type DeviceTrouble =
  | "denied"
  | "denied_by_system"
  | "dismissed"
  | "missing"
  | "in_use"
  | "overconstrained"
  | "aborted"
  | "insecure"
  | "unsupported"
  | "failed";

/** What is known when `getUserMedia` has failed. */
export interface Failure {
  /** Of the DOMException. */
  name: string;
  message: string;
  /** What the browser says of the permission afterwards. */
  permission: PermissionWord;
}

/** What failures come to, by their name (W3C Media Capture §10.2; the older names are of older Safaris and Chromes). */
const BY_NAME: Readonly<Record<string, DeviceTrouble>> = {
  NotFoundError: "missing",
  DevicesNotFoundError: "missing",
  NotReadableError: "in_use",
  TrackStartError: "in_use",
  OverconstrainedError: "overconstrained",
  ConstraintNotSatisfiedError: "overconstrained",
  AbortError: "aborted",
  SecurityError: "insecure",
  NotSupportedError: "unsupported",
  // Nothing that was asked for exists in this browser.
  TypeError: "unsupported",
};

const REFUSALS = new Set(["NotAllowedError", "PermissionDeniedError", "PermissionDismissedError"]);

/** What keeps a device away. */
export function deviceTrouble({ name, message, permission }: Failure): DeviceTrouble {
  if (!REFUSALS.has(name)) return BY_NAME[name] ?? "failed";
  // The page was allowed, so whoever said no stands above the browser; Chromium also says it in words.
  if (permission === "granted" || /by (?:the )?system/i.test(message)) return "denied_by_system";
  if (name === "PermissionDismissedError" || /dismissed/i.test(message)) return "dismissed";
  return permission === "prompt" ? "dismissed" : "denied";
}

const STATES: Record<DeviceTrouble, DeviceState> = {
  denied: "denied",
  denied_by_system: "denied",
  dismissed: "denied",
  missing: "missing",
  overconstrained: "missing",
  in_use: "in_use",
  aborted: "failed",
  insecure: "insecure",
  unsupported: "failed",
  failed: "failed",
};

/** The same in the words of a report. */
export function stateOfTrouble(trouble: DeviceTrouble): DeviceState {
  return STATES[trouble];
}
