import type { call_report as english } from "../en/call_report.ts";
import type { Translation } from "../../text.ts";

export const call_report: Translation<typeof english> = {
  title: "Appel entre {caller} et {callee}",
  to_history: "Historique des appels",
  to_clinic: "Clinique",
  facts: "L’appel",
  when: "Quand",
  kind: "Type",
  video: "Appel vidéo",
  voice: "Appel vocal",
  duration: "Durée",
  result: "Comment il a pris fin",
  going_on: "Il est encore en cours",
  number: "Numéro à citer",
  number_hint: "Donnez ce numéro si vous demandez de l’aide pour cet appel.",
  devices: "Appareils",
  device_of: "{name} : {devices}",
  path: "Chemin",
  path_direct: "Directement entre les deux appareils",
  path_relay: "Par le relais de la clinique",
  path_mixed: "Tantôt directement, tantôt par le relais de la clinique",
  what_failed: "Ce qui n’a pas marché",
  failed_connection:
    "L’appel a été pris, mais les deux appareils n’ont trouvé aucun chemin entre eux. C’est souvent dû à un pare-feu ou à un réseau faible. Essayez un autre réseau, ou demandez à la personne qui s’occupe du vôtre.",
  failed_network:
    "La connexion a été perdue pendant l’appel et n’est pas revenue. Se rapprocher de la box ou changer de réseau aide souvent.",
  failed_timeout:
    "L’un des appareils n’a plus répondu : il a été fermé, n’avait plus de batterie ou a perdu le réseau.",
  failed_one_way:
    "Le son ou l’image d’un côté n’est jamais arrivé ; l’appel ne compte donc pas comme connecté.",
  poor_quality:
    "La connexion a été mauvaise pendant une bonne partie de l’appel ; le son ou l’image ont pu être hachés.",
  timeline: "Ce qui s’est passé, dans l’ordre",
  no_timeline: "Rien n’est noté au sujet de cet appel.",
  by_clinic: "La clinique, d’elle-même",
  quality: "Connexion pendant l’appel",
  quality_text: "Ce que chaque appareil a mesuré depuis le début de l’appel.",
  no_quality: "Rien n’a été mesuré",
  no_quality_text: "Les appareils mesurent un appel dès que les deux côtés s’entendent ou se voient.",
  audio_bitrate: "Débit du son",
  video_bitrate: "Débit de l’image",
  device_named: "Appareil de {name}",
};
