import type { Texts } from "../../text.ts";

/** What notifications say while no page is open. */
export const worker = {
  ring: "{name} is calling you",
  video: "Video call",
  voice: "Voice call",
  patient: "Patient",
  doctor: "Doctor",
  admin: "Clinic",
  accept: "Answer",
  decline: "Decline",
  settled: "The call was taken or declined on another device",
  missed: "You missed a call",
  missed_text: "{name} called you. Tap to see your calls.",
  test: "This is how a call will show",
  test_text: "Everything works. This device rings when somebody from the clinic calls you.",
  unknown: "There is news for you",
  unknown_text: "Tap to open Carewire.",
} as const satisfies Texts;
