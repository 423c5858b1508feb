import type { Translation } from "../../text.ts";
import type { files as english } from "../en/files.ts";

/** The texts around files before they are sent, and around pictures that are looked at. */
export const files: Translation<typeof english> = {
  tray: "Fichiers à envoyer",
  remove: "Retirer {name}",
  send_as: "Envoyer comme",
  as_file: "Fichier",
  as_prescription: "Ordonnance",
  as_report: "Compte rendu",
  title_prescription: "Titre de l’ordonnance",
  title_report: "Titre du compte rendu",
  problem_empty: "« {name} » est vide.",
  problem_too_large: "« {name} » est trop grand : {size} au plus.",
  problem_unsupported_type:
    "« {name} » ne peut pas être envoyé. Sont possibles : images (JPEG, PNG, WebP, GIF), PDF, Word, Excel, texte, son et DICOM.",
  problem_too_many: "« {name} » est de trop : {count} fichiers au plus par message.",
  news_uploading: { one: "Envoi de {count} fichier", other: "Envoi de {count} fichiers" },
  news_uploaded: "{name} est envoyé.",
  news_failed: "{name} : {why}",
  recorder: "Message vocal",
  recorder_asking: "Votre navigateur demande le microphone. Veuillez l’autoriser.",
  recorder_recording: "Enregistrement en cours. Appuyez sur « Arrêter » quand vous avez fini.",
  recorder_finishing: "Un instant…",
  recorder_left: { one: "Encore {count} seconde", other: "Encore {count} secondes" },
  recorder_done: "Enregistré : {length}. Écoutez-le, puis envoyez-le ou supprimez-le.",
  recorder_limit:
    "Les cinq minutes sont pleines : {length} enregistrées. Écoutez, puis envoyez ou supprimez.",
  recorder_in_visit:
    "{names} vous entend dans la consultation pendant que vous enregistrez. Coupez-y votre micro si vous ne le voulez pas.",
  level: "Volume",
  stop: "Arrêter",
  cancel: "Annuler",
  close: "Fermer",
  delete: "Supprimer",
  send: "Envoyer le message vocal",
  try_again: "Réessayer",
  download: "Télécharger",
};
