import { locale } from "./text.ts";

/** Names one after the other, as the language of this page lists them. */
export function listOf(names: readonly string[]): string {
  return new Intl.ListFormat(locale(), { style: "short", type: "unit" }).format(names);
}
