import type { Texts } from "../../text.ts";

/** What the pictures and files of a conversation are shown with. */
export const gallery = {
  open: "Pictures and files",
  close: "Close",
  pictures: "Pictures",
  files: "Files and voice notes",
  loading: "Loading …",
  failed: "This could not be loaded.",
  retry: "Try again",
  more: "Show older ones",
  none: "No pictures or files yet",
  none_text: "What is sent in this conversation is collected here.",
  you: "You",
  larger: "{name}, show larger",
  checking: "Being checked for viruses",
  infected: "Blocked: a virus was found in this file",
} as const satisfies Texts;
