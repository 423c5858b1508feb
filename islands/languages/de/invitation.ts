import type { Translation } from "../../text.ts";
import type { invitation as english } from "../en/invitation.ts";

/** The message that an invitation is sent with. */
export const invitation: Translation<typeof english> = {
  message:
    "Ihre Videosprechstunde mit {doctor}: {when} ({iso}).\nÖffnen Sie dann diesen Link, auf einem Telefon oder Computer mit Kamera:",
  event: "Videosprechstunde mit {doctor}",
  event_text: "Öffnen Sie diesen Link, um einzutreten:",
  online: "Online",
};
