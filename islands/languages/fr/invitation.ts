import type { Translation } from "../../text.ts";
import type { invitation as english } from "../en/invitation.ts";

/** The message that an invitation is sent with. */
export const invitation: Translation<typeof english> = {
  message:
    "Votre consultation vidéo avec {doctor} : {when} ({iso}).\nOuvrez ce lien à ce moment-là, sur un téléphone ou un ordinateur avec caméra :",
  event: "Consultation vidéo avec {doctor}",
  event_text: "Ouvrez ce lien pour entrer :",
  online: "En ligne",
};
