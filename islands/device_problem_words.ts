import type { DeviceProblem, Verdict } from "../realtime/core/device_check.ts";
import { deviceProblemText as t } from "./device_problem_text.ts";

/** The states of a device that are said the same of camera and microphone. */
const STATES = ["denied", "missing", "in_use", "insecure", "failed", "off"] as const;
type OfADevice = `${"camera" | "microphone"}_${(typeof STATES)[number]}`;

/** A problem in a few words, as also the clinic reads it. */
export function problemWords(problem: DeviceProblem): string {
  if (!isOfADevice(problem)) return t(problem);
  const device = problem.startsWith("camera_") ? "camera" : "microphone";
  const state = STATES.find((one) => problem === `${device}_${one}`) ?? "failed";
  return t(state, { device: t(device) });
}

/** A verdict in a few words. */
export function verdictWords(verdict: Verdict): string {
  return t(`verdict_${verdict}`);
}

function isOfADevice(problem: DeviceProblem): problem is OfADevice {
  return STATES.some((state) => problem === `camera_${state}` || problem === `microphone_${state}`);
}
