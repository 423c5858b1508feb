/** Languages that the texts exist in; the first stands in where another is incomplete. */
export const LANGUAGES = ["en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text with `{name}` places, or one per plural category of `count` (CLDR, `Intl.PluralRules`). */
export type Text = string | { readonly one?: string; readonly few?: string; readonly other: string };

/** Values for the places of a text. */
export type Params = Readonly<Record<string, string | number>>;

/** Looks a text up by its key and fills its places in. */
export type Translate<Key extends string> = (key: Key, params?: Params) => string;

/** The language of this page. English until there are more. */
export function language(): Language {
  return LANGUAGES[0];
}

/**
 * Makes the `t` of one part of the pages. Each part has its own catalogue next to it, so that a page loads only the
 * texts that it can show.
 */
export function catalogue<Key extends string>(texts: Readonly<Record<Key, Text>>): Translate<Key> {
  const plural = new Intl.PluralRules(language());
  return (key, params = {}) => {
    const text = texts[key];
    const form = typeof text === "string" ? text : formOf(text, plural.select(Number(params.count)));
    return form.replace(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place));
  };
}

function formOf(text: Exclude<Text, string>, category: Intl.LDMLPluralRule): string {
  const forms: Partial<Record<Intl.LDMLPluralRule, string>> = text;
  return forms[category] ?? text.other;
}
