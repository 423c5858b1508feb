import { AsyncLocalStorage } from "node:async_hooks";
import type { MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { parseAccept } from "hono/utils/accept";
import { TRANSLATIONS } from "../islands/languages/all.ts";
import type { Language } from "../realtime/core/languages.ts";
import { languageNamed } from "../islands/languages.ts";
import { speakBy } from "../islands/text.ts";

/** What somebody chose on this device; without it the browser's own languages decide. */
export const LANGUAGE_COOKIE = "carewire_language";

const asking = new AsyncLocalStorage<Language>();

/** Answers each request in the language of whoever asks. */
export function inTheirLanguage(): MiddlewareHandler {
  speakBy({ language: () => asking.getStore() ?? "en", translations: TRANSLATIONS });
  return function speakTheirLanguage(c, next) {
    const chosen = languageNamed(getCookie(c, LANGUAGE_COOKIE));
    return asking.run(chosen ?? languageOf(c.req.header("Accept-Language")), next);
  };
}

/** Says something in another language than that of whoever asks. */
export function inLanguage<T>(language: Language | undefined, say: () => T): T {
  return language === undefined ? say() : asking.run(language, say);
}

/** The best of the browser's languages that there is, whatever its region (RFC 9110 §12.5.4); else English. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wanted = parseAccept(acceptLanguage ?? "").filter(({ q }) => q > 0).sort((a, b) => b.q - a.q);
  const known = wanted.map(({ type }) => languageNamed(type.split("-")[0]?.toLowerCase()));
  return known.find((one) => one !== undefined) ?? "en";
}
