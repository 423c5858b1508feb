import type { DeviceProblem } from "../../realtime/core/device_check.ts";
import { checkText as t } from "./check_text.ts";

/** What helps against each problem. */
const ADVICE = {
  microphone_insecure: "advice_insecure",
  microphone_denied: "advice_denied",
  microphone_missing: "advice_missing",
  microphone_in_use: "advice_in_use",
  microphone_failed: "advice_failed",
  microphone_off: "advice_off",
  microphone_silent: "advice_microphone_silent",
  camera_insecure: "advice_insecure",
  camera_denied: "advice_denied",
  camera_missing: "advice_missing",
  camera_in_use: "advice_in_use",
  camera_failed: "advice_failed",
  camera_off: "advice_off",
  speaker_not_heard: "advice_speaker_not_heard",
  relay_unreachable: "advice_relay_unreachable",
  server_unreachable: "advice_server_unreachable",
  network_lossy: "advice_network_lossy",
  network_slow: "advice_network_slow",
  network_unsteady: "advice_network_unsteady",
  network_narrow: "advice_network_narrow",
} as const satisfies Record<DeviceProblem, string>;

/** The way out of a problem, in a sentence. */
export function adviceFor(problem: DeviceProblem): string {
  return t(ADVICE[problem]);
}
