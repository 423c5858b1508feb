/// <reference lib="dom" />
import { deepEqual } from "node:assert/strict";
import { rememberChoice, rememberedChoice } from "../../islands/lib/media_choice.ts";

const EVERYTHING = { audio: true, video: true };

function placeWith(text: string | null = null): Pick<Storage, "getItem" | "setItem"> {
  let kept = text;
  return { getItem: () => kept, setItem: (_, value) => void (kept = value) };
}

Deno.test("rememberedChoice() gives back what was chosen in this call, and everything in another [CALLM-5]", () => {
  const place = placeWith();
  deepEqual(rememberedChoice("a", place), EVERYTHING);
  rememberChoice("a", { audio: true, video: false }, place);
  deepEqual(rememberedChoice("a", place), { audio: true, video: false });
  deepEqual(rememberedChoice("b", place), EVERYTHING);
  rememberChoice("a", { audio: true, video: true, soundOnly: true }, place);
  deepEqual(rememberedChoice("a", place), { ...EVERYTHING, soundOnly: true });
});

Deno.test("rememberedChoice() does without storage and with what it can't read [CALLM-5]", () => {
  const forbidden = () => {
    throw new DOMException("", "SecurityError");
  };
  rememberChoice("a", EVERYTHING, { getItem: forbidden, setItem: forbidden });
  for (const place of [null, placeWith("{"), placeWith("5"), { getItem: forbidden, setItem: forbidden }]) {
    deepEqual(rememberedChoice("a", place), EVERYTHING);
  }
});
