import assert from "node:assert/strict";
import { TRANSLATIONS } from "../../islands/languages/all.ts";
import * as english from "../../islands/languages/en/mod.ts";
import { localeOf } from "../../islands/languages.ts";
import type { Text, Texts } from "../../islands/text.ts";
import { type Language, LANGUAGE_CODES } from "../../realtime/core/languages.ts";

const OTHERS = LANGUAGE_CODES.filter((code) => code !== "en");
/** Counts that appear: the rules of some languages name more categories, for millions. */
const COUNTS = Array.from({ length: 1_001 }, (_, count) => count);
/** Words that are the same in another language. */
const SAME: Partial<Record<Language, readonly string[]>> = {
  de: "Audio|Browser|Chat|Code|Link|Name|Offline|Online|Person|PIN|Server|Start|Status|Text|Version|Video"
    .split(
      "|",
    ),
  es: "Audio|Chat|Control|Error|General|Internet|No|Normal|PIN|Total".split("|"),
  fr: ("Action|Chat|Code|Conversation|Conversations|Date|Description|Document|Documents|E-mail|Invitation|" +
    "Message|Messages|Microphone|Minutes|Note|Notes|Notifications|Page|Pages|Question|Questions|Service|Total|Type|" +
    "Version").split("|"),
};
/** Names and units. */
const EVERYWHERE = ["Carewire", "{count} kbit/s", "{count} Mbit/s"];

Deno.test("every language says everything, and no more [LANG-1]", () => {
  for (const { language, area, own, texts } of areas()) {
    assert.deepEqual(Object.keys(texts ?? {}).sort(), Object.keys(own).sort(), `${language}/${area}`);
  }
  for (const language of OTHERS) {
    assert.deepEqual(Object.keys(TRANSLATIONS[language] ?? {}).sort(), Object.keys(english).sort(), language);
  }
});

Deno.test("a text has the places of the English one in every language [LANG-2]", () => {
  for (const { where, own, text } of texts()) assert.deepEqual(placesOf(text), placesOf(own), where);
});

Deno.test("a text with a count has every plural form that its language knows [LANG-3]", () => {
  for (const { where, language, own, text } of texts()) {
    assert.equal(typeof text, typeof own, where);
    if (typeof text === "string") continue;
    const rules = new Intl.PluralRules(localeOf(language));
    const known: string[] = rules.resolvedOptions().pluralCategories;
    const needed = new Set<string>(COUNTS.map((count) => rules.select(count)));
    assert.deepEqual([...needed].filter((form) => !(form in text)), [], where);
    assert.deepEqual(Object.keys(text).filter((form) => !known.includes(form)), [], where);
  }
});

Deno.test("no text was left in English by accident, and Arabic is written in its own letters [LANG-4]", () => {
  const found: string[] = [];
  for (const { where, language, own, text } of texts()) {
    for (const words of Object.values(formsOf(text))) {
      const isWordless = !/\p{L}/u.test(words.replaceAll(/\{\w+\}/g, ""));
      if (isWordless || EVERYWHERE.includes(words)) continue;
      const isLeft = Object.values(formsOf(own)).includes(words) && !SAME[language]?.includes(words);
      if (isLeft || language === "ar" && !/\p{Script=Arabic}/u.test(words)) found.push(`${where}: ${words}`);
    }
  }
  assert.deepEqual(found, []);
});

Deno.test("nothing stands around a text or twice between its words in any language [LANG-4]", () => {
  for (const { where, text } of texts()) {
    for (const words of Object.values(formsOf(text))) {
      assert.doesNotMatch(words, /^\s|\s$| {2}|\s[,.]/, where);
    }
  }
});

function areas() {
  return OTHERS.flatMap((language) =>
    Object.entries(english as Record<string, Texts>).map(([area, own]) => (
      { language, area, own, texts: TRANSLATIONS[language]?.[area] }
    ))
  );
}

function texts(): { where: string; language: Language; own: Text; text: Text }[] {
  return areas().flatMap(({ language, area, own, texts }) =>
    Object.entries(own).map(([key, text]) => (
      { where: `${language}/${area}.${key}`, language, own: text, text: texts?.[key] ?? "" }
    ))
  );
}

function formsOf(text: Text): Record<string, string> {
  return typeof text === "string" ? { other: text } : text;
}

function placesOf(text: Text): string[] {
  const all = Object.values(formsOf(text)).flatMap((form) => form.match(/\{\w+\}/g) ?? []);
  return [...new Set(all)].sort();
}
