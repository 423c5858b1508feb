import type { Translation } from "../../text.ts";
import type { ring as english } from "../en/ring.ts";

/** What the bell and the banner above every page say. */
export const ring: Translation<typeof english> = {
  incoming_video: "Appel vidéo entrant",
  incoming_voice: "Appel vocal entrant",
  title: "{name} vous appelle",
  someone: "Quelqu’un",
  accept: "Répondre",
  accept_voice: "Répondre avec le son seul",
  decline: "Refuser",
  notices: "Avis",
  dismiss: "Masquer",
  answered_elsewhere: "Vous avez répondu à {name} sur un autre appareil.",
  declined_elsewhere: "Vous avez refusé l’appel sur un autre appareil.",
  cancelled: "{name} a raccroché avant votre réponse.",
  missed: "Appel manqué : {name}.",
  reconnecting: "Nouvelle connexion…",
  reconnecting_help: "D’ici là, les appels ne vous parviennent pas.",
  given_up: "Il n’y a pas de connexion avec le cabinet.",
  signed_out: "Vous avez été déconnecté.",
  replaced: "Cette page a été rouverte dans une autre fenêtre.",
  unsent: {
    one: "{count} message attend d’être envoyé.",
    other: "{count} messages attendent d’être envoyés.",
  },
  sign_out_unsent: {
    one: "{count} message n’est pas encore envoyé. Si vous vous déconnectez maintenant, il sera supprimé.",
    other:
      "{count} messages ne sont pas encore envoyés. Si vous vous déconnectez maintenant, ils seront supprimés.",
  },
  try_again: "Réessayer",
  try_now: "Essayer maintenant",
  sign_in: "Se connecter",
  open_invitation: "Ouvrir votre invitation",
  use_here: "Utiliser cette fenêtre",
};
