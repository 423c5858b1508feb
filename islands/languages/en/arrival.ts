import type { Texts } from "../../text.ts";

/** What stands in the way of a visit by video in the browser that a link was opened with, and what to do. */
export const arrival = {
  in_app_title: "Please open the link in your browser",
  in_app_text:
    "You are looking at this page inside {app}. Camera and microphone often do not work there, and the visit may break off.",
  in_app_unknown: "another app",
  in_app_ios: "Tap ••• or the compass at the edge of the screen and choose “Open in Safari”.",
  in_app_android: "Tap ⋮ at the top and choose “Open in Chrome” or “Open in browser”.",
  in_app_other: "Choose “Open in browser” in the menu of the app.",
  in_app_or: "Or copy the link and paste it into the address line of your browser:",
  insecure_title: "This page is not secure",
  insecure_text:
    "Browsers give camera and microphone only to pages whose address begins with https. Your message may have an old address, or somebody changed it.",
  insecure_open: "Open the secure page",
  unsupported_title: "This browser can’t make video visits",
  unsupported_text:
    "It is too old, or video calls are switched off in it. Open the link in an up-to-date Chrome, Edge, Firefox or Safari, on a phone or a computer.",
  link: "Your link",
  copy: "Copy the link",
  copied: "Copied",
  go_on: "Go on here anyway",
  late_title: "Does nothing happen?",
  late_text:
    "Then this browser may be too old for video visits. Open the link in an up-to-date Chrome, Edge, Firefox or Safari, or on another phone or computer.",
} as const satisfies Texts;
