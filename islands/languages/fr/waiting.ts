import type { Translation } from "../../text.ts";
import type { waiting as english } from "../en/waiting.ts";

/** Comme `en/waiting.ts`, en français. */
export const waiting: Translation<typeof english> = {
  title: "Salle d’attente",
  until: "à {time}",
  entering: "Un instant …",
  entering_text: "Nous prévenons {name} que vous êtes là.",
  next: "C’est bientôt à vous",
  before: { one: "{count} personne avant vous", other: "{count} personnes avant vous" },
  here: "{name} est là et vous appellera bientôt.",
  busy: "{name} est avec quelqu’un d’autre.",
  away: "{name} s’est absenté un instant.",
  not_here: "{name} n’est pas encore là.",
  how:
    "{name} vous appellera ici ; vous entendrez sonner. Laissez cette page ouverte ; vous pouvez faire autre chose en attendant.",
  since: "Vous êtes là depuis {time}.",
  postponed: "{name} a encore besoin d’un peu de temps : jusqu’à {time} environ.",
  missed:
    "{name} vous a appelé à {time} et vous n’avez pas répondu. Vous gardez votre place et serez rappelé.",
  offline:
    "Il n’y a pas de connexion pour le moment. Nous réessayons tout seuls ; vous gardez votre place quelques minutes.",
  quiet:
    "« Ne pas déranger » est activé : aucun appel ne sonnera ici. Désactivez-le avec la cloche en haut de la page.",
  sound_on: "Le son est activé",
  sound_off: "Activer le son",
  check: "Vérifier la caméra et le son",
  write: "Écrire à {name}",
  write_unread: { one: "{count} nouveau message de {name}", other: "{count} nouveaux messages de {name}" },
  leave: "Je ne peux plus attendre",
  leave_title: "Quitter la salle d’attente ?",
  leave_text:
    "{name} verra que vous êtes parti. Si vous revenez dans les 15 minutes, vous aurez gardé votre place.",
  leave_yes: "Quitter",
  leave_no: "Continuer à attendre",
  leave_failed: "Cela n’a pas marché : il n’y a pas de connexion. Veuillez réessayer.",
  left_title: "Vous avez quitté la salle d’attente",
  left_text:
    "{name} peut le voir. Revenez si vous avez le temps finalement, ou demandez un autre rendez-vous à votre cabinet.",
  come_back: "Revenir",
  not_come_title: "Vous n’avez pas été trouvé ici",
  not_come_text:
    "{name} n’a pas pu vous joindre et continue avec quelqu’un d’autre. Si vous êtes là maintenant, dites-le, s’il vous plaît.",
  i_am_here: "Je suis là",
  admitted_title: "On vous a appelé",
  admitted_text:
    "Votre consultation a commencé, ici ou sur un autre de vos appareils. Si elle s’est terminée trop tôt, attendez ici de nouveau.",
  wait_again: "Attendre de nouveau",
  too_early_title: "Vous êtes en avance",
  too_early_text:
    "La salle d’attente ouvre une demi-heure avant le rendez-vous. Laissez cette page ouverte : elle s’ouvrira toute seule.",
  over_title: "Ce rendez-vous est terminé",
  over_text:
    "Si vous avez encore besoin d’aide, écrivez à {name} ou demandez un nouveau rendez-vous à votre cabinet.",
  cancelled_title: "Ce rendez-vous a été annulé",
  cancelled_text: "Personne ne vous attend. Si vous ne le saviez pas, demandez à votre cabinet.",
  home: "Vers la page d’accueil",
  tab_next: "C’est à vous",
  tab_before: { one: "{count} avant vous", other: "{count} avant vous" },
  tab_offline: "Pas de connexion",
  no_script:
    "La salle d’attente a besoin de JavaScript. Activez-le pour ce site dans les réglages de votre navigateur.",
};
