/** Languages that people are spoken to in (BCP 47). */
export const LANGUAGE_CODES = ["en", "de", "es", "fr", "ar"] as const;

export type Language = (typeof LANGUAGE_CODES)[number];
