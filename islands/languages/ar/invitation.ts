import type { Translation } from "../../text.ts";
import type { invitation as english } from "../en/invitation.ts";

/** The message that an invitation is sent with. */
export const invitation: Translation<typeof english> = {
  message:
    "استشارتك بالفيديو مع {doctor}: {when} ({iso}).\nافتح هذا الرابط في ذلك الوقت على هاتف أو حاسوب به كاميرا:",
  event: "استشارة بالفيديو مع {doctor}",
  event_text: "افتح هذا الرابط للدخول:",
  online: "عبر الإنترنت",
};
