import type { Language } from "../realtime/core/languages.ts";
import { LANGUAGES, localeOf } from "./languages.ts";

/** A text with `{name}` places, or one per plural category of `count` (CLDR, `Intl.PluralRules`). */
export type Text = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** The texts of one area of the pages, by key. */
export type Texts = Readonly<Record<string, Text>>;

/** The texts of an area in another language: the same keys. */
export type Translation<English extends Texts> = { readonly [Key in keyof English]: Text };

/** Values for the places of a text. */
export type Params = Readonly<Record<string, string | number>>;

/** Looks a text up by its key and fills its places in. */
export type Translate<Key extends string> = (key: Key, params?: Params) => string;

/** The texts of areas in other languages; where one is missing, what the area was made with stands in. */
export type Translations = Partial<Record<Language, Readonly<Record<string, Texts>>>>;

interface Speech {
  /** The language of whoever is spoken to right now. */
  language(): Language;
  translations: Translations;
}

let speech: Speech = { language: () => "en", translations: {} };
const plurals = new Map<Language, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();

/** Around words of either direction, so that they change nothing beside them (UAX #9, FSI and PDI). */
const ISOLATE = "\u2068";
const POP = "\u2069";

/**
 * Decides who says which language it is. The server asks by request and has all translations; a browser was given
 * scripts that were built in its language and has none.
 */
export function speakBy(given: Speech): void {
  speech = given;
}

/** The language of this page. */
export function language(): Language {
  return speech.language();
}

/** The language of this page as `Intl` names it. */
export function locale(): string {
  return localeOf(language());
}

/**
 * Makes the `t` of one area of the pages. Each area has its own file in `languages/`, so that a page loads only the
 * texts that it can show.
 */
export function catalogue<Own extends Texts>(area: string, own: Own): Translate<keyof Own & string> {
  return (key, params = {}) => {
    const text = speech.translations[language()]?.[area]?.[key] ?? own[key]!;
    const form = typeof text === "string" ? text : text[plural(Number(params.count))] ?? text.other;
    return form.replace(/\{(\w+)\}/g, (place, name: string) => placed(params[name] ?? place));
  };
}

/** A value as it stands in a text: a number as this language writes it, words kept together where it runs from right to left. */
function placed(value: string | number): string {
  if (typeof value === "number") return formatNumber(value);
  return LANGUAGES[language()].direction === "rtl" ? `${ISOLATE}${value}${POP}` : value;
}

/** A number as it is written in this language. */
export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  const key = `${locale()} ${JSON.stringify(options)}`;
  let made = numbers.get(key);
  if (!made) numbers.set(key, made = new Intl.NumberFormat(locale(), options));
  return made.format(value);
}

function plural(count: number): Intl.LDMLPluralRule {
  let rules = plurals.get(language());
  if (!rules) plurals.set(language(), rules = new Intl.PluralRules(locale()));
  return rules.select(count);
}
