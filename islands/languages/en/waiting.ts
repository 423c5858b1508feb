import type { Texts } from "../../text.ts";

/** What the waiting room says to patients and their companions. */
export const waiting = {
  title: "Waiting room",
  until: "to {time}",
  entering: "One moment …",
  entering_text: "We are letting {name} know that you are here.",
  next: "You are next",
  before: { one: "{count} person before you", other: "{count} people before you" },
  here: "{name} is here and will call you soon.",
  busy: "{name} is with another patient.",
  away: "{name} is away for a moment.",
  not_here: "{name} is not here yet.",
  how:
    "{name} will call you here; you will hear it ring. You can leave this page open and do something else meanwhile.",
  since: "You are here since {time}.",
  postponed: "{name} needs a little longer: until about {time}.",
  missed:
    "{name} called you at {time}, and you did not answer. You have kept your place and will be called again.",
  offline:
    "There is no connection at the moment. We try again by ourselves; you keep your place for some minutes.",
  quiet: "“Do not disturb” is on, so no call rings here. Turn it off by the bell at the top of the page.",
  sound_on: "Sound is on",
  sound_off: "Turn the sound on",
  check: "Check camera and sound",
  write: "Write to {name}",
  write_unread: { one: "{count} new message from {name}", other: "{count} new messages from {name}" },
  leave: "I can’t wait any more",
  leave_title: "Leave the waiting room?",
  leave_text:
    "{name} will see that you have gone. If you come back within 15 minutes, you have kept your place.",
  leave_yes: "Leave",
  leave_no: "Go on waiting",
  leave_failed: "That did not work: there is no connection. Please try again.",
  left_title: "You have left the waiting room",
  left_text:
    "{name} can see that. Come back if you have time after all, or ask your clinic for another appointment.",
  come_back: "Come back in",
  not_come_title: "You were not found here",
  not_come_text:
    "{name} could not reach you and goes on with somebody else. If you are here now, please say so.",
  i_am_here: "I am here",
  admitted_title: "You have been called in",
  admitted_text:
    "Your visit has begun, here or on another device of yours. If it has ended too soon, wait here again.",
  wait_again: "Wait again",
  too_early_title: "You are early",
  too_early_text:
    "The waiting room opens half an hour before the visit. Leave this page open: it opens by itself.",
  over_title: "This visit is over",
  over_text: "If you still need to be seen, write to {name} or ask your clinic for a new appointment.",
  cancelled_title: "This visit was cancelled",
  cancelled_text: "Nobody expects you. If you did not know about it, please ask your clinic.",
  home: "To the start page",
  tab_next: "You are next",
  tab_before: { one: "{count} before you", other: "{count} before you" },
  tab_offline: "No connection",
  no_script: "The waiting room needs JavaScript. Switch it on for this site in the settings of your browser.",
} as const satisfies Texts;
