import type { Texts } from "../../text.ts";

/** What the bell and the banner above every page say. */
export const ring = {
  incoming_video: "Incoming video call",
  incoming_voice: "Incoming voice call",
  title: "{name} is calling",
  someone: "Somebody",
  accept: "Accept",
  accept_voice: "Accept with sound only",
  decline: "Decline",
  notices: "Notices",
  dismiss: "Dismiss",
  answered_elsewhere: "You answered {name} on another device.",
  declined_elsewhere: "You declined the call on another device.",
  cancelled: "{name} stopped calling before you answered.",
  missed: "You missed a call from {name}.",
  reconnecting: "We are reconnecting …",
  reconnecting_help: "Calls can’t reach you until then.",
  given_up: "There is no connection to the clinic.",
  signed_out: "You have been signed out.",
  replaced: "This page was opened again in another window.",
  unsent: { one: "{count} thing waits to be sent.", other: "{count} things wait to be sent." },
  sign_out_unsent: {
    one: "{count} message has not been sent yet. If you sign out now, it is deleted.",
    other: "{count} messages have not been sent yet. If you sign out now, they are deleted.",
  },
  try_again: "Try again",
  try_now: "Try now",
  sign_in: "Sign in",
  open_invitation: "Open your invitation",
  use_here: "Use this window",
} as const satisfies Texts;
