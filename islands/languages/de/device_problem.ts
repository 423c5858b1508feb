import type { Translation } from "../../text.ts";
import type { device_problem as english } from "../en/device_problem.ts";

/** What a check of a device has found, in a few words. */
export const device_problem: Translation<typeof english> = {
  verdict_video: "Bereit für einen Besuch mit Bild",
  verdict_sound: "Bereit für einen Besuch nur mit Ton",
  verdict_not_possible: "Noch nicht bereit für einen Besuch",
  camera: "Kamera",
  microphone: "Mikrofon",
  denied: "{device}: nicht erlaubt",
  missing: "{device}: nicht gefunden",
  in_use: "{device}: von einem anderen Programm benutzt",
  insecure: "{device}: die Seite ist nicht sicher",
  failed: "{device}: startet nicht",
  off: "{device}: nicht eingeschaltet",
  microphone_silent: "Vom Mikrofon war nichts zu hören",
  speaker_not_heard: "Der Prüfton wurde nicht gehört",
  relay_unreachable: "Das Netz lässt Bild und Ton nicht durch",
  server_unreachable: "Die Praxis ist nicht erreichbar",
  network_lossy: "In der Verbindung geht zu viel verloren",
  network_slow: "Die Verbindung antwortet langsam",
  network_unsteady: "Die Verbindung ist ungleichmäßig",
  network_narrow: "Die Verbindung ist zu schmal für ein Bild",
};
