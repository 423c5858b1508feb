import type { Texts } from "../../text.ts";

/** What a check of a device has found, in a few words. */
export const device_problem = {
  verdict_video: "Ready for a video visit",
  verdict_sound: "Ready for a visit with sound only",
  verdict_not_possible: "Not ready for a visit yet",
  camera: "Camera",
  microphone: "Microphone",
  denied: "{device}: not allowed",
  missing: "{device}: not found",
  in_use: "{device}: used by another program",
  insecure: "{device}: the page is not secure",
  failed: "{device}: does not start",
  off: "{device}: not switched on",
  microphone_silent: "Nothing was heard from the microphone",
  speaker_not_heard: "The test sound was not heard",
  relay_unreachable: "The network lets no picture and sound through",
  server_unreachable: "The clinic can’t be reached",
  network_lossy: "The connection loses too much",
  network_slow: "The connection is slow to answer",
  network_unsteady: "The connection is uneven",
  network_narrow: "The connection is too narrow for a picture",
} as const satisfies Texts;
