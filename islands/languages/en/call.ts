import type { Texts } from "../../text.ts";

/** Words for calls in lists. */
export const call = {
  video: "Video call",
  voice: "Voice call",
  incoming: "Incoming",
  outgoing: "Outgoing",
  live: "Going on now",
  talked: "Answered",
  unanswered: "No answer",
  missed: "Missed",
  declined: "Declined",
  you_declined: "You declined",
  busy: "Was in another call",
  you_were_busy: "Missed while you were in another call",
  cancelled: "Cancelled before you answered",
  you_cancelled: "You cancelled",
  not_connected: "Could not connect",
  cut_off: "Cut off",
  time_limit: "Reached the time limit",
  erased: "Erased",
} as const satisfies Texts;
