import type { worker as english } from "../en/worker.ts";
import type { Translation } from "../../text.ts";

export const worker: Translation<typeof english> = {
  ring: "{name} ruft Sie an",
  video: "Videoanruf",
  voice: "Anruf ohne Bild",
  patient: "Patient",
  doctor: "Arzt",
  admin: "Praxis",
  accept: "Annehmen",
  decline: "Ablehnen",
  settled: "Der Anruf wurde auf einem anderen Gerät angenommen oder abgelehnt",
  missed: "Sie haben einen Anruf verpasst",
  missed_text: "{name} hat Sie angerufen. Tippen Sie hier, um Ihre Anrufe zu sehen.",
  test: "So sieht ein Anruf aus",
  test_text: "Alles funktioniert. Dieses Gerät klingelt, wenn jemand aus der Praxis Sie anruft.",
  unknown: "Es gibt etwas Neues für Sie",
  unknown_text: "Tippen Sie hier, um Carewire zu öffnen.",
};
