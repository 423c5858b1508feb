import type { Translation } from "../../text.ts";
import type { gallery as english } from "../en/gallery.ts";

/** What the pictures and files of a conversation are shown with. */
export const gallery: Translation<typeof english> = {
  open: "Images et fichiers",
  close: "Fermer",
  pictures: "Images",
  files: "Fichiers et messages vocaux",
  loading: "Chargement …",
  failed: "Cela n’a pas pu être chargé.",
  retry: "Réessayer",
  more: "Afficher les plus anciens",
  none: "Pas encore d’images ni de fichiers",
  none_text: "Ce qui est envoyé dans cette conversation est rassemblé ici.",
  you: "Vous",
  larger: "{name}, afficher en plus grand",
  checking: "Recherche de virus en cours",
  infected: "Bloqué : un virus a été trouvé dans ce fichier",
};
