/** Longest name of a person, in UTF-16 code units. */
export const NAME_LENGTH_MAX = 120;

// Control and format characters: among them those that turn the direction of writing or are not seen at all.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A name as it is kept: composed, without unseen characters and doubled spaces; empty when nothing is left. */
export function cleanName(text: string): string {
  return text.normalize("NFC").replace(UNSEEN, " ").replace(/\s+/gu, " ").trim();
}
