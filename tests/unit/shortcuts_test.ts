import { equal } from "node:assert/strict";
import { type KeyStroke, shortcutOf } from "../../islands/visit/shortcuts.ts";

const plain: KeyStroke = {
  key: "m",
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  repeat: false,
  target: null,
};
/** Stands in for an element that is inside of one that matches, or not. */
const elementIn = (matches: boolean) => ({ closest: () => matches ? {} : null }) as unknown as EventTarget;

Deno.test("shortcutOf() knows the keys of a visit, in either case [VISIT-4]", () => {
  equal(shortcutOf(plain), "audio");
  equal(shortcutOf({ ...plain, key: "V" }), "video");
  equal(shortcutOf({ ...plain, key: "s" }), "share");
  equal(shortcutOf({ ...plain, key: "c" }), "chat");
  equal(shortcutOf({ ...plain, key: "x" }), undefined);
});

Deno.test("shortcutOf() does nothing while the person writes [VISIT-4]", () => {
  equal(shortcutOf({ ...plain, target: elementIn(true) }), undefined);
  equal(shortcutOf({ ...plain, target: elementIn(false) }), "audio");
});

Deno.test("shortcutOf() leaves the browser's own keys alone, and a key that is held down [VISIT-4]", () => {
  for (const name of ["altKey", "ctrlKey", "metaKey", "repeat"]) {
    equal(shortcutOf({ ...plain, [name]: true }), undefined);
  }
});
