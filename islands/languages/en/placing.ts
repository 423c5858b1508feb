import type { Texts } from "../../text.ts";

/** What is said while a call is being placed. */
export const placing = {
  explain_title: "Before you call {name}",
  explain_video:
    "So that {name} can see and hear you, your browser will ask for the camera and the microphone.",
  explain_voice: "So that {name} can hear you, your browser will ask for the microphone.",
  explain_promise: "They are used only while you are in a call.",
  allow: "Continue",
  asking_title: "Please allow access",
  asking: "Your browser is asking. Choose “Allow” to call {name}.",
  cancel: "Cancel",
  close: "Close",
  try_again: "Try again",
  voice_instead: "Voice call instead",
  denied: "Your browser blocks the camera or the microphone for this page.",
  denied_help: "Open the site settings next to the address, allow both, and try again.",
  missing: "No camera or microphone was found.",
  missing_help: "Connect one, or switch it on, and try again.",
  in_use: "The camera or the microphone can’t be started.",
  in_use_help: "Another program may be using it. Close that program and try again.",
  insecure: "This page was not loaded over a secure connection.",
  insecure_help: "Browsers give camera and microphone to secure pages only. Open the address with https.",
  other: "The camera or the microphone could not be started.",
  other_help: "Try again. If it stays like this, restart the browser.",
  problem_title: "No call yet",
  busy: "{name} is in another call. Try again in a few minutes.",
  not_found: "This appointment can’t be called any more. Load the page again.",
  rate_limited: "Too many calls in a short time. Wait a minute and try again.",
  failed: "The call could not be placed. Please try again.",
} as const satisfies Texts;
