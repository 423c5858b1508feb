import { type Language, LANGUAGE_CODES } from "../realtime/core/languages.ts";

interface Facts {
  /** In the language itself. */
  name: string;
  direction: "ltr" | "rtl";
  /** How dates and numbers are written. */
  locale: string;
  /** Between two parts of a line. */
  comma: string;
}

/** The languages of the pages, by their code. */
export const LANGUAGES = {
  en: { name: "English", direction: "ltr", locale: "en-GB", comma: ", " },
  de: { name: "Deutsch", direction: "ltr", locale: "de-DE", comma: ", " },
  es: { name: "Español", direction: "ltr", locale: "es-ES", comma: ", " },
  fr: { name: "Français", direction: "ltr", locale: "fr-FR", comma: ", " },
  // With the digits of the fields and clocks around it.
  ar: { name: "العربية", direction: "rtl", locale: "ar-u-nu-latn", comma: "، " },
} as const satisfies Record<Language, Facts>;

/** A language's name for `Intl`. */
export function localeOf(language: Language): string {
  return LANGUAGES[language].locale;
}

/** The language with this code, if there is one. */
export function languageNamed(code: string | undefined): Language | undefined {
  return LANGUAGE_CODES.find((one) => one === code);
}
