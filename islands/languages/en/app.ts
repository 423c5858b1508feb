import type { Texts } from "../../text.ts";

/** Carewire as an app: its home screen entry, the page without a connection, new versions, missed calls. */
export const app = {
  description: "Video visits with your clinic",
  history: "Your calls",
  account: "Your account",
  offline_title: "No connection",
  offline_text: "Carewire can’t reach the clinic right now. Your appointments and messages are safe.",
  offline_check: "Check that Wi-Fi or mobile data is turned on, and that you are not in flight mode.",
  offline_wait: "We keep trying. The page comes back by itself.",
  offline_urgent:
    "If it is urgent, please call your clinic by telephone. In an emergency call the emergency number.",
  try_now: "Try now",
  new_version: "There is a new version of this page.",
  reload: "Load it now",
  later: "Later",
  missed: { one: "{count} missed call", other: "{count} missed calls" },
} as const satisfies Texts;
