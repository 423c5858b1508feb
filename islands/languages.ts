interface Facts {
  /** In the language itself. */
  name: string;
  direction: "ltr" | "rtl";
  /** How dates and numbers are written. */
  locale: string;
}

/** The languages of the pages, by their code. */
export const LANGUAGES = {
  en: { name: "English", direction: "ltr", locale: "en-GB" },
  de: { name: "Deutsch", direction: "ltr", locale: "de-DE" },
  es: { name: "Español", direction: "ltr", locale: "es-ES" },
  fr: { name: "Français", direction: "ltr", locale: "fr-FR" },
  // With the digits of the fields and clocks around it.
  ar: { name: "العربية", direction: "rtl", locale: "ar-u-nu-latn" },
} as const satisfies Record<string, Facts>;

export type Language = keyof typeof LANGUAGES;

export const LANGUAGE_CODES = Object.keys(LANGUAGES) as Language[];

/** A language's name for `Intl`. */
export function localeOf(language: Language): string {
  return LANGUAGES[language].locale;
}

/** The language with this code, if there is one. */
export function languageNamed(code: string | undefined): Language | undefined {
  return LANGUAGE_CODES.find((one) => one === code);
}
