import type { Translation } from "../../text.ts";
import type { error as english } from "../en/error.ts";

/** What is said where there is no page, or none could be made. */
export const error: Translation<typeof english> = {
  title_400: "Lecture impossible",
  text_400: "Revenez en arrière, vérifiez votre saisie et réessayez.",
  title_404: "Il n’y a rien ici",
  text_404:
    "L’adresse est peut-être mal écrite, ou ce qui était ici ne vous est pas destiné. Vos rendez-vous sont sur la page d’accueil.",
  title_500: "Un problème est survenu",
  text_500: "C’est notre faute, et c’est noté. Réessayez ; si cela persiste, dites-le à votre cabinet.",
  title_503: "Nous revenons tout de suite",
  text_503:
    "Le service est injoignable pour le moment. Un appel en cours continue. Réessayez dans une minute.",
  error_id: "Numéro de cette erreur : {id}",
  home: "Aller à l’accueil",
  again: "Réessayer",
};
