import type { app as english } from "../en/app.ts";
import type { Translation } from "../../text.ts";

export const app: Translation<typeof english> = {
  description: "Vos consultations vidéo avec votre centre de soins",
  history: "Vos appels",
  account: "Votre compte",
  offline_title: "Pas de connexion",
  offline_text:
    "Carewire n’arrive pas à joindre le centre de soins. Vos rendez-vous et vos messages sont en sécurité.",
  offline_check:
    "Vérifiez que le Wi-Fi ou les données mobiles sont activés et que le mode avion est désactivé.",
  offline_wait: "Nous continuons d’essayer. La page reviendra toute seule.",
  offline_urgent:
    "Si c’est urgent, téléphonez à votre centre de soins. En cas d’urgence vitale, appelez le numéro d’urgence.",
  try_now: "Essayer maintenant",
  new_version: "Il existe une nouvelle version de cette page.",
  reload: "La charger maintenant",
  later: "Plus tard",
  missed: { one: "{count} appel manqué", many: "{count} appels manqués", other: "{count} appels manqués" },
};
