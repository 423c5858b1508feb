import type { Translation } from "../../text.ts";
import type { account as english } from "../en/account.ts";

/** What the page about oneself says. */
export const account: Translation<typeof english> = {
  title: "Votre compte",
  name: "Nom",
  email: "E-mail",
  role: "Rôle",
  password: "Mot de passe",
  current_password: "Mot de passe actuel",
  new_password: "Nouveau mot de passe",
  password_hint: "Au moins {count} caractères, et ni votre nom ni votre e-mail.",
  again: "Nouveau mot de passe, encore une fois",
  again_differs: "Ce n’est pas le même que le nouveau mot de passe.",
  missing: "Veuillez remplir ce champ.",
  change: "Changer le mot de passe",
  change_effect: "Vous restez connecté ici, et êtes déconnecté partout ailleurs.",
  no_password: "Vous vous connectez ici sans mot de passe : il n’y en a pas à changer.",
  sessions: "Où vous êtes connecté",
  session_device: "{browser} sur {system}",
  session_unknown: "Un programme",
  session_external: "Un programme, par la connexion de votre organisation",
  session_since: "depuis",
  this_one: "Ici",
  sign_out_elsewhere: "Se déconnecter partout ailleurs",
  only_here: "Vous n’êtes connecté qu’ici.",
  done_password: "Votre mot de passe est changé. Partout ailleurs, vous êtes déconnecté.",
  done_elsewhere: "Vous êtes déconnecté partout ailleurs.",
};
