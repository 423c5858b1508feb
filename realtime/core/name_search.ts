/** Longest text to look conversations and people up by, in UTF-16 code units. */
export const NAME_SEARCH_MAX = 100;

/** Most words of a search that count. */
const WORDS_MAX = 8;

/**
 * Tells by what somebody typed whether a name is meant: each word typed stands somewhere in it, whatever the case and
 * the accents. Undefined when nothing was typed.
 */
export function nameSearch(typed: string): ((name: string) => boolean) | undefined {
  const words = folded(typed).match(/[\p{L}\p{N}]+/gu)?.slice(0, WORDS_MAX) ?? [];
  if (words.length === 0) return undefined;
  return (name) => {
    const text = folded(name);
    return words.every((word) => text.includes(word));
  };
}

function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
