/** Why camera or microphone can't be had, as far as a person can do something about it. */
export type MediaProblem = "denied" | "missing" | "in_use" | "insecure" | "other";

/** Sorts the errors of `getUserMedia` (W3C Media Capture §10.2) by what helps against them. */
const PROBLEMS: Readonly<Record<string, MediaProblem>> = {
  NotAllowedError: "denied",
  PermissionDeniedError: "denied",
  NotFoundError: "missing",
  DevicesNotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "in_use",
  TrackStartError: "in_use",
  AbortError: "in_use",
  SecurityError: "insecure",
  // Without a secure context there is no `navigator.mediaDevices` at all.
  TypeError: "insecure",
};

/** The problem behind the name of an error. */
export function mediaProblem(errorName: string): MediaProblem {
  return PROBLEMS[errorName] ?? "other";
}

/** The name of whatever was thrown. */
export function errorName(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : "Error";
}
