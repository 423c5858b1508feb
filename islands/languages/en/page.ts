import type { Texts } from "../../text.ts";

/** What stands around every page. */
export const page = {
  product: "Carewire",
  skip: "Skip to the content",
  navigation: "Pages",
  home: "Home",
  messages: "Messages",
  day: "Calendar",
  history: "History",
  people: "People",
  clinic: "Clinic",
  account: "Your account",
  sign_out: "Sign out",
  no_script: "Calls need JavaScript. Please turn it on for this site; reading works without it.",
} as const satisfies Texts;
