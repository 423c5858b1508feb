import type { worker as english } from "../en/worker.ts";
import type { Translation } from "../../text.ts";

export const worker: Translation<typeof english> = {
  ring: "{name} vous appelle",
  video: "Appel vidéo",
  voice: "Appel audio",
  patient: "Patient",
  doctor: "Médecin",
  admin: "Centre de soins",
  accept: "Répondre",
  decline: "Refuser",
  settled: "L’appel a été pris ou refusé sur un autre appareil",
  missed: "Vous avez manqué un appel",
  missed_text: "{name} vous a appelé. Touchez ici pour voir vos appels.",
  test: "Voici à quoi ressemblera un appel",
  test_text: "Tout fonctionne. Cet appareil sonnera quand le centre de soins vous appellera.",
  unknown: "Il y a du nouveau pour vous",
  unknown_text: "Touchez ici pour ouvrir Carewire.",
};
