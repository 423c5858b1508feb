import type { Translation } from "../../text.ts";
import type { quiet as english } from "../en/quiet.ts";

/** What the switch in the header says. */
export const quiet: Translation<typeof english> = {
  label: "عدم الإزعاج",
  on: "المكالمات لا ترنّ عندك. أوقف هذا ليُتصل بك من جديد.",
  off: "المكالمات ترنّ عندك. شغّل هذا لكي لا تُزعَج.",
};
