import type { Translation } from "../../text.ts";
import type { sign_in as english } from "../en/sign_in.ts";

/** What the sign-in page says. */
export const sign_in: Translation<typeof english> = {
  title: "Se connecter",
  email: "E-mail",
  password: "Mot de passe",
  submit: "Se connecter",
  invited: "Invité à une consultation ? Rouvrez le lien de votre message : aucun compte n’est nécessaire.",
  incomplete: "Veuillez saisir votre e-mail et votre mot de passe.",
  demo_title: "Ceci est un cabinet de démonstration.",
  demo_text: "Connectez-vous avec l’une de ces adresses, chacune avec le mot de passe {password} :",
};
