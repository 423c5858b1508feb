import type { Texts } from "../../text.ts";

/** The switch for calls while no page is open, and the entry for the home screen. */
export const push = {
  title: "Calls on this device",
  label: "Ring on this device also when the page is closed",
  why: "Then you don’t have to keep Carewire open while you wait for a call.",
  privacy: "A notification names who is calling, and nothing about your health.",
  turn_on: "Turn on ringing",
  turn_off: "Turn off",
  not_now: "Not now",
  checking: "Checking this device …",
  asking: "Please answer the question of your browser.",
  on: "This device rings when you are called.",
  ends: "It ends when you sign out here.",
  quiet: "“Do not disturb” is on, so it does not ring right now.",
  try: "Try it out",
  tried:
    "A notification is on its way. If you don’t see it, check the volume and the notifications of this device.",
  try_failed: "That did not work. Please check your connection and try again.",
  failed: "This could not be changed. Please check your connection and try again.",
  refused: "Notifications are blocked in this browser, so it can’t ring.",
  refused_chrome:
    "Tap the sign to the left of the address, then “Permissions” or “Site settings”, and allow notifications.",
  refused_firefox: "Tap the lock to the left of the address and remove the block for notifications.",
  refused_safari: "Open Settings, then Notifications, find this page or Carewire, and allow notifications.",
  refused_other: "Open the settings of your browser, find notifications, and allow them for this page.",
  refused_then: "Then come back to this page.",
  unsupported:
    "This browser can’t ring while the page is closed. Please keep the page open when you expect a call.",
  needs_install: "On iPhone and iPad this works once Carewire is on the home screen.",
  install_title: "Put Carewire on the home screen",
  install_why: "It then opens like an app, with one tap.",
  install: "Put it on the home screen",
  installed: "Carewire is on this device’s home screen.",
  install_ios:
    "Tap the share sign at the edge of the screen, then “Add to Home Screen”. Then open Carewire from there.",
  install_menu: "Open the menu of your browser and choose “Install” or “Add to home screen”.",
} as const satisfies Texts;
