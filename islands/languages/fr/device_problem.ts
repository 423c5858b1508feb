import type { Translation } from "../../text.ts";
import type { device_problem as english } from "../en/device_problem.ts";

/** What a check of a device has found, in a few words. */
export const device_problem: Translation<typeof english> = {
  verdict_video: "Prêt pour une visite avec image",
  verdict_sound: "Prêt pour une visite avec le son seul",
  verdict_not_possible: "Pas encore prêt pour une visite",
  camera: "Caméra",
  microphone: "Microphone",
  denied: "{device} : pas d’autorisation",
  missing: "{device} : introuvable",
  in_use: "{device} : un autre programme s’en sert",
  insecure: "{device} : la page n’est pas sécurisée",
  failed: "{device} : ne démarre pas",
  off: "{device} : pas en marche",
  microphone_silent: "Rien ne s’est fait entendre dans le microphone",
  speaker_not_heard: "Le son d’essai n’a pas été entendu",
  relay_unreachable: "Le réseau ne laisse passer ni image ni son",
  server_unreachable: "Le cabinet est injoignable",
  network_lossy: "La connexion perd trop de données",
  network_slow: "La connexion répond lentement",
  network_unsteady: "La connexion est irrégulière",
  network_narrow: "La connexion est trop étroite pour une image",
};
