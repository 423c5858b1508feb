import { AsyncLocalStorage } from "node:async_hooks";
import type { Context, MiddlewareHandler } from "hono";
import { accepts } from "hono/accepts";
import { getCookie } from "hono/cookie";
import { TRANSLATIONS } from "../islands/languages/all.ts";
import { type Language, LANGUAGE_CODES, languageNamed } from "../islands/languages.ts";
import { speakBy } from "../islands/text.ts";

/** What somebody chose on this device; without it the browser's own languages decide. */
export const LANGUAGE_COOKIE = "carewire_language";

const asking = new AsyncLocalStorage<Language>();

/** Answers each request in the language of whoever asks. */
export function inTheirLanguage(): MiddlewareHandler {
  speakBy({ language: () => asking.getStore() ?? "en", translations: TRANSLATIONS });
  return function speakTheirLanguage(c, next) {
    return asking.run(languageOf(c), next);
  };
}

function languageOf(c: Context): Language {
  const chosen = languageNamed(getCookie(c, LANGUAGE_COOKIE));
  if (chosen) return chosen;
  const supports = [...LANGUAGE_CODES];
  return languageNamed(accepts(c, { header: "Accept-Language", supports, default: "en", match })) ?? "en";
}

/** The first of the browser's languages that there is, whatever its region. */
function match(wanted: { type: string; q: number }[]): string {
  const inOrder = [...wanted].sort((a, b) => b.q - a.q).map(({ type }) =>
    languageNamed(type.split("-")[0]?.toLowerCase())
  );
  return inOrder.find((one) => one !== undefined) ?? "en";
}
