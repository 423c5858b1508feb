import type { Translation } from "../../text.ts";
import type { join as english } from "../en/join.ts";

/** What the page of an invitation link says. */
export const join: Translation<typeof english> = {
  title: "Votre consultation vidéo",
  looking: "Un instant…",
  with: "avec",
  until: "jusqu’à {time}",
  open_title: "Votre consultation est ouverte",
  open_text:
    "Entrez maintenant et attendez à l’intérieur. On vous y appellera, ou vous pouvez appeler vous-même.",
  name: "Votre nom",
  name_hint: "Pour que tout le monde sache qui vous êtes.",
  name_missing: "Veuillez saisir votre nom.",
  enter_as: "Vous entrez comme {name}.",
  enter: "Entrer dans la consultation",
  entering: "Entrée…",
  camera_promise: "La caméra et le microphone restent éteints jusqu’à l’appel.",
  not_entered: "Échec : il n’y a pas de connexion. Veuillez réessayer.",
  signed_in: "{name} est connecté dans ce navigateur. Quand vous entrez, cela se termine ici.",
  too_early_title: "Vous êtes en avance",
  too_early_text:
    "La consultation ouvre une demi-heure avant son début. Laissez cette page ouverte : elle s’ouvrira d’elle-même.",
  opens: "Ouverture",
  opens_in: "Ouverture dans",
  over_title: "Cette consultation est terminée",
  over_text: "Si vous avez encore besoin d’aide, demandez un nouveau rendez-vous à votre cabinet.",
  cancelled_title: "Ce rendez-vous a été annulé",
  cancelled_text: "Personne ne vous attend. Si vous ne le saviez pas, demandez à votre cabinet.",
  already_open_title: "La consultation est ouverte ailleurs",
  already_open_text:
    "Elle est ouverte sur un autre appareil ou dans une autre fenêtre. Si vous continuez ici, elle s’y fermera.",
  continue_here: "Continuer ici",
  unknown_title: "Ce lien ne fonctionne pas",
  unknown_text:
    "Il en manque peut-être une partie, ou votre cabinet l’a retiré. Ouvrez encore une fois le lien de votre message ; si cela n’aide pas, demandez-en un nouveau à votre cabinet.",
  no_link_title: "Ouvrez le lien de votre message",
  no_link_text:
    "Vous entrez dans votre consultation par le lien que votre cabinet vous a envoyé. Aucun compte n’est nécessaire.",
  unreachable_title: "Pas de connexion",
  unreachable_text: "Le cabinet est injoignable. Nous réessayons dès que vous êtes en ligne.",
  limited_title: "Trop d’essais",
  limited_text:
    "Trop de liens qui ne fonctionnent pas ont été ouverts d’ici. Veuillez attendre un quart d’heure.",
  try_again: "Réessayer",
  entered: "Vous êtes entré. Chargement…",
  no_script_title: "JavaScript est désactivé",
  no_script_text:
    "Une consultation vidéo en a besoin. Activez JavaScript pour ce site dans les réglages de votre navigateur, ou ouvrez le lien dans un autre navigateur, et rechargez cette page.",
};
