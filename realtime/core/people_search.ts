/** Most words of a search that count. */
const WORDS_MAX = 8;

/** What to look people up by. */
export interface PeopleSearch {
  /** A tsquery of word beginnings, all of which must be there; undefined when there is no word. */
  words: string | undefined;
  /** A pattern for `like` of addresses that begin so. */
  emailPattern: string;
}

/** Reads what somebody typed to find a person; undefined for nothing. Everything that has a meaning is escaped. */
export function searchOf(text: string): PeopleSearch | undefined {
  const typed = text.trim().toLowerCase();
  if (typed === "") return undefined;
  const words = typed.match(/[\p{L}\p{M}\p{N}]+/gu)?.slice(0, WORDS_MAX) ?? [];
  return {
    // Letters, marks and digits only, so the quotes need no escape.
    words: words.length > 0 ? words.map((word) => `'${word}':*`).join(" & ") : undefined,
    emailPattern: `${typed.replace(/[\\%_]/g, "\\$&")}%`,
  };
}
