/** A value read from text, or what is wrong with it; the problem never repeats the text, which may be a secret. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; problem: string };

interface About {
  /** For operators, one or two sentences in Markdown. */
  description: string;
  /** A value that works; shown with every problem. */
  example: string;
  /** Shown as the default where it is not a plain text. */
  shownDefault?: string;
  /** Accepted, but without effect in this version. */
  isReserved?: boolean;
}

/** One variable of the environment. */
export interface Variable<T> extends Required<About> {
  read(text: string | undefined): Parsed<T>;
}

/** A variable that counts as `fallback` when it is unset or empty. */
export function withDefault<T>(
  parse: (text: string) => Parsed<T>,
  fallback: string,
  about: About,
): Variable<T> {
  return {
    shownDefault: `\`${fallback}\``,
    isReserved: false,
    ...about,
    read: (text) => parse(isSet(text) ? text.trim() : fallback),
  };
}

/** A variable that may be unset or empty, and is then undefined. */
export function optional<T>(parse: (text: string) => Parsed<T>, about: About): Variable<T | undefined> {
  return {
    shownDefault: "",
    isReserved: false,
    ...about,
    read: (text) => isSet(text) ? parse(text.trim()) : { ok: true, value: undefined },
  };
}

/** Whether a variable was given; an empty one counts as unset, as container files cannot leave one out. */
export function isSet(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== "";
}
