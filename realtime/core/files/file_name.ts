/** Longest name, in UTF-16 code units. */
export const FILE_NAME_LENGTH_MAX = 200;
/** Longest extension that is still one, in characters. */
const EXTENSION_LENGTH_MAX = 10;
const STEM = "file";

/** Controls, separators of lines, and format characters such as those that turn text around; joiners are letters' own. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/gu;
/** Windows drops dots and blanks at the end, which would change the extension. */
const ENDS = /^[. \u200c\u200d]+|[. \u200c\u200d]+$/g;

/**
 * A file's name as people may see it: its last path segment in NFC, nothing invisible, no dots or blanks at its ends, at
 * most FILE_NAME_LENGTH_MAX code units, never empty. It names nothing on any disk.
 */
export function cleanFileName(given: string): string {
  const last = given.toWellFormed().split(/[/\\]/).at(-1) ?? "";
  const seen = last.replace(UNSEEN, "").normalize("NFC").replace(/\s+/g, " ");
  const trimmed = seen.replace(ENDS, "");
  return shorten(trimmed === "" ? STEM : trimmed);
}

/** What follows the last dot, in lower case; empty where nothing does. */
export function extensionOf(name: string): string {
  const [, extension = ""] = /[^.]\.([^.]+)$/.exec(name) ?? [];
  return extension.toLowerCase();
}

/** The name with this extension where it has none. */
export function withExtension(name: string, extension: string): string {
  return extensionOf(name) === "" ? shorten(`${name}.${extension}`) : name;
}

/** Cuts the stem and keeps the extension; never through a surrogate pair. */
function shorten(name: string): string {
  if (name.length <= FILE_NAME_LENGTH_MAX) return name;
  const extension = extensionOf(name);
  const end = extension === "" || extension.length > EXTENSION_LENGTH_MAX ? "" : `.${extension}`;
  const stem = name.slice(0, FILE_NAME_LENGTH_MAX - end.length).replace(/[\ud800-\udbff]$/, "");
  return stem.replace(ENDS, "") + end;
}
