import type { Translation } from "../../text.ts";
import type { media_problem as english } from "../en/media_problem.ts";

/** Why camera or microphone can't be had, and what helps. */
export const media_problem: Translation<typeof english> = {
  problem_denied: "Ihr Browser sperrt Kamera oder Mikrofon für diese Seite.",
  problem_denied_help:
    "Öffnen Sie die Website-Einstellungen neben der Adresse, erlauben Sie beides und versuchen Sie es noch einmal. Ohne Sie wird nichts eingeschaltet.",
  problem_missing: "Keine Kamera und kein Mikrofon gefunden.",
  problem_missing_help: "Schließen Sie etwas an oder schalten Sie es ein, und versuchen Sie es noch einmal.",
  problem_in_use: "Kamera oder Mikrofon lassen sich nicht starten.",
  problem_in_use_help:
    "Vielleicht benutzt sie ein anderes Programm. Schließen Sie es und versuchen Sie es noch einmal.",
  problem_insecure: "Diese Seite wurde nicht über eine sichere Verbindung geladen.",
  problem_insecure_help:
    "Browser geben Kamera und Mikrofon nur sicheren Seiten. Öffnen Sie die Adresse mit https.",
  problem_other: "Kamera oder Mikrofon konnten nicht gestartet werden ({error}).",
  problem_other_help: "Versuchen Sie es noch einmal. Wenn es so bleibt, starten Sie den Browser neu.",
};
