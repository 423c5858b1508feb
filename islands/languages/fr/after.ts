import type { Translation } from "../../text.ts";
import type { after as english } from "../en/after.ts";

/** What is said after a visit: who was there, what was shared, and how it was. */
export const after: Translation<typeof english> = {
  there: "Qui était présent",
  shared: "Partagé pendant cette visite",
  shared_more: "Toutes les images et tous les fichiers",
  quote: "Si vous nous en parlez, indiquez ce numéro : {number}",
  rate_title: "Comment s’est passée cette visite ?",
  rate_hint: "Seule la clinique voit votre réponse.",
  star_1: "Très mal",
  star_2: "Mal",
  star_3: "Correctement",
  star_4: "Bien",
  star_5: "Très bien",
  comment: "Voulez-vous en dire plus ?",
  comment_hint: "Vous pouvez laisser ce champ vide.",
  send: "Envoyer",
  skip: "Pas maintenant",
  missing: "Veuillez choisir l’une des cinq réponses.",
  thanks: "Merci ! Votre réponse : {answer}",
  change: "Modifier",
  failed: "Cela n’a pas fonctionné. Vérifiez la connexion et réessayez.",
  too_late: "Cette visite est trop ancienne pour être évaluée.",
};
