import type { Texts } from "../../text.ts";

/** What the page of an invitation link says. */
export const join = {
  title: "Your video visit",
  looking: "One moment …",
  with: "with",
  until: "to {time}",
  open_title: "Your visit is open",
  open_text: "Enter now and wait inside. You will be called there, or you can call yourself.",
  name: "Your name",
  name_hint: "So that everybody knows who you are.",
  name_missing: "Please enter your name.",
  enter_as: "You enter as {name}.",
  enter: "Enter the visit",
  entering: "Entering …",
  camera_promise: "Camera and microphone stay off until you are in a call.",
  not_entered: "That did not work: there is no connection. Please try again.",
  signed_in: "{name} is signed in with this browser. When you enter, that ends here.",
  too_early_title: "You are early",
  too_early_text: "The visit opens half an hour before it begins. Leave this page open: it opens by itself.",
  opens: "Opens",
  opens_in: "Opens in",
  over_title: "This visit is over",
  over_text: "If you still need to be seen, ask your clinic for a new appointment.",
  cancelled_title: "This visit was cancelled",
  cancelled_text: "Nobody expects you. If you did not know about it, please ask your clinic.",
  already_open_title: "The visit is open elsewhere",
  already_open_text:
    "It is open on another device or in another window. If you go on here, it is closed there.",
  continue_here: "Continue here",
  unknown_title: "This link does not work",
  unknown_text:
    "A part of it may be missing, or your clinic has withdrawn it. Open the link in your message once more; if that " +
    "does not help, ask your clinic for a new one.",
  no_link_title: "Open the link in your message",
  no_link_text: "You get into your visit by the link that your clinic has sent you. You need no account.",
  unreachable_title: "No connection",
  unreachable_text: "The clinic can’t be reached. We try again as soon as you are online.",
  limited_title: "Too many tries",
  limited_text: "Too many links that don’t work were opened from here. Please wait a quarter of an hour.",
  try_again: "Try again",
  entered: "You are in. Loading …",
  no_script_title: "JavaScript is switched off",
  no_script_text:
    "A visit by video needs it. Switch JavaScript on for this site in the settings of your browser, or open the link in " +
    "another browser, and load this page again.",
} as const satisfies Texts;
