import type { Translation, Translations } from "../text.ts";
import * as ar from "./ar/mod.ts";
import * as de from "./de/mod.ts";
import type * as en from "./en/mod.ts";
import * as es from "./es/mod.ts";
import * as fr from "./fr/mod.ts";

/** All areas in another language. */
type Translated = { readonly [Area in keyof typeof en]: Translation<(typeof en)[Area]> };

/** What the server speaks besides English. Browsers get scripts that were built in one language instead. */
export const TRANSLATIONS = { ar, de, es, fr } satisfies Record<string, Translated> as Translations;
