import type { Texts } from "../../text.ts";

/** The message that an invitation is sent with. */
export const invitation = {
  // One line each, so that it stays a message of few SMS.
  message: "Your video visit with {doctor}: {when} ({iso}).\n" +
    "Open this link at that time, on a phone or computer with a camera:",
  event: "Video visit with {doctor}",
  event_text: "Open this link to enter:",
  online: "Online",
} as const satisfies Texts;
