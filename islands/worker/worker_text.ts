import { worker as ar } from "../languages/ar/worker.ts";
import { worker as de } from "../languages/de/worker.ts";
import { worker } from "../languages/en/worker.ts";
import { worker as es } from "../languages/es/worker.ts";
import { worker as fr } from "../languages/fr/worker.ts";
import type { Language } from "../../realtime/core/languages.ts";
import { languageNamed } from "../languages.ts";
import { catalogue, speakBy } from "../text.ts";

let own: Language = "en";

/** What notifications say; the worker has the texts of all languages, for it is the same for everybody. */
export const workerText = catalogue("worker", worker);

speakBy({
  language: () => own,
  translations: { ar: { worker: ar }, de: { worker: de }, es: { worker: es }, fr: { worker: fr } },
});

/** Speaks this language from now on; English where there is no such one. */
export function speak(code: string): void {
  own = languageNamed(code) ?? "en";
}
