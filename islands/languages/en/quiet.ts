import type { Texts } from "../../text.ts";

/** What the switch in the header says. */
export const quiet = {
  label: "Do not disturb",
  on: "Calls do not ring for you. Turn this off to be called again.",
  off: "Calls ring for you. Turn this on to be left alone.",
} as const satisfies Texts;
