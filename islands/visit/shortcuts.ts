/// <reference lib="dom" />

/** The keys of a visit; each does the same as the button that shows it. */
export const SHORTCUTS = { audio: "m", video: "v", share: "s", chat: "c" } as const;
export type Shortcut = keyof typeof SHORTCUTS;

/** The part of a key stroke that decides. */
export interface KeyStroke {
  key: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  repeat: boolean;
  target: EventTarget | null;
}

/** What a key stroke asks for; nothing while the person writes, and nothing together with other keys. */
export function shortcutOf(stroke: KeyStroke): Shortcut | undefined;
export function shortcutOf<Name extends string>(
  stroke: KeyStroke,
  keys: Readonly<Record<Name, string>>,
): Name | undefined;
export function shortcutOf(stroke: KeyStroke, keys: Readonly<Record<string, string>> = SHORTCUTS) {
  if (stroke.altKey || stroke.ctrlKey || stroke.metaKey || stroke.repeat || isWriting(stroke.target)) {
    return undefined;
  }
  const key = stroke.key.toLowerCase();
  return Object.keys(keys).find((name) => keys[name] === key);
}

function isWriting(target: EventTarget | null): boolean {
  const element = target as Partial<Element> | null;
  return element?.closest?.("input, textarea, select, [contenteditable], dialog") != null;
}
