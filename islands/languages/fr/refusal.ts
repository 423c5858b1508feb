import type { Translation } from "../../text.ts";
import type { refusal as english } from "../en/refusal.ts";

/** Why a form was refused. */
export const refusal: Translation<typeof english> = {
  sign_in: "L’e-mail ou le mot de passe est faux.",
  current_password: "Le mot de passe actuel est faux.",
  new_password:
    "Veuillez en choisir un autre : au moins {count} caractères, et ni votre nom ni votre e-mail.",
  email: "Quelqu’un avec cet e-mail est déjà là.",
  bad_request: "Quelque chose ne peut pas être accepté. Veuillez vérifier.",
  unauthorized: "Vous avez été déconnecté. Veuillez vous reconnecter.",
  not_found: "Ceci n’est plus là.",
  forbidden: "Ceci ne vous est pas permis.",
  conflict: "Dans l’état actuel, ce n’est pas possible. Rechargez la page et vérifiez.",
  too_large: "C’est trop long.",
  rate_limited: "Trop d’essais. Réessayez dans {duration}.",
  unavailable: "Cela n’a pas marché pour le moment. Réessayez dans un instant.",
};
