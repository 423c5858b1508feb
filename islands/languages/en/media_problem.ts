import type { Texts } from "../../text.ts";

/** Why camera or microphone can't be had, and what helps. */
export const media_problem = {
  problem_denied: "Your browser blocks the camera or the microphone for this page.",
  problem_denied_help:
    "Open the site settings next to the address, allow both, and try again. Nothing is switched on without you.",
  problem_missing: "No camera or microphone was found.",
  problem_missing_help: "Connect one, or switch it on, and try again.",
  problem_in_use: "The camera or the microphone can’t be started.",
  problem_in_use_help: "Another program may be using it. Close that program and try again.",
  problem_insecure: "This page was not loaded over a secure connection.",
  problem_insecure_help:
    "Browsers give camera and microphone to secure pages only. Open the address with https.",
  problem_other: "The camera or the microphone could not be started ({error}).",
  problem_other_help: "Try again. If it stays like this, restart the browser.",
} as const satisfies Texts;
