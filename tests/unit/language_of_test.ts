import assert from "node:assert/strict";
import { formatClock, formatDay, formatDuration } from "../../islands/format.ts";
import { formatFileSize } from "../../islands/file_size.ts";
import { listOf } from "../../islands/list_of.ts";
import { catalogue, speakBy } from "../../islands/text.ts";
import { type Language, LANGUAGE_CODES } from "../../realtime/core/languages.ts";
import { languageOf } from "../../routes/languages.ts";

const AT = Date.parse("2026-03-02T14:30:00.000Z");
const DAY_MS = 86_400_000;

/** What `say` says in each language. */
function inEach<T>(say: () => T): Record<Language, T> {
  let own: Language = "en";
  speakBy({ language: () => own, translations: {} });
  try {
    return Object.fromEntries(LANGUAGE_CODES.map((code) => [own = code, say()])) as Record<Language, T>;
  } finally {
    speakBy({ language: () => "en", translations: {} });
  }
}

Deno.test("languageOf() takes the browser's best language that there is, whatever its region [LANG-5]", () => {
  const cases: [header: string | undefined, language: Language][] = [
    [undefined, "en"],
    ["", "en"],
    ["de", "de"],
    ["de-AT", "de"],
    ["DE-at,en;q=0.5", "de"],
    ["ar-EG,ar;q=0.9,en;q=0.8", "ar"],
    ["zh, fr;q=0.8", "fr"],
    ["en;q=0.3, es-MX;q=0.7", "es"],
    ["fr;q=0, de;q=0.1", "de"],
    ["fr;q=0", "en"],
    ["*", "en"],
    ["zh, ja", "en"],
    ["deu, es", "es"],
    [";;q=,,", "en"],
    ["de;q=abc, fr;q=0.4", "de"],
  ];
  for (const [header, language] of cases) assert.equal(languageOf(header), language, header);
});

Deno.test("durations, sizes and days are written as each language writes them [LANG-6]", () => {
  assert.deepEqual(inEach(() => formatDuration(3_900).replaceAll(/\s/g, " ")), {
    en: "1 hour 5 minutes",
    de: "1 Stunde 5 Minuten",
    es: "1 hora 5 minutos",
    fr: "1 heure 5 minutes",
    ar: "ساعة 5 دقائق",
  });
  assert.deepEqual(inEach(() => formatFileSize(1_240_000).replaceAll(/\s/g, " ")), {
    en: "1.2 MB",
    de: "1,2 MB",
    es: "1,2 MB",
    fr: "1,2 Mo",
    ar: "1.2 م.ب",
  });
  assert.deepEqual(inEach(() => formatDay(AT, AT, "UTC")), {
    en: "Today",
    de: "Heute",
    es: "Hoy",
    fr: "Aujourd’hui",
    ar: "اليوم",
  });
  assert.deepEqual(inEach(() => formatDay(AT, AT - 3 * DAY_MS, "UTC")), {
    en: "Monday",
    de: "Montag",
    es: "Lunes",
    fr: "Lundi",
    ar: "الاثنين",
  });
  assert.match(inEach(() => formatClock(AT, "UTC")).de, /^14:30$/);
});

Deno.test("numbers in texts and lists of names follow the language [LANG-6]", () => {
  const t = catalogue("area", { many: "{count} – {name}" });
  assert.deepEqual(inEach(() => t("many", { count: 12_345, name: "Ada" })), {
    en: "12,345 – Ada",
    de: "12.345 – Ada",
    es: "12.345 – Ada",
    fr: "12\u202f345 – Ada",
    // A name keeps to itself between words that run the other way.
    ar: "12,345 – \u2068Ada\u2069",
  });
  const lists = inEach(() => listOf(["Ada", "Ben", "Cy"]));
  assert.deepEqual([lists.en, lists.de], ["Ada, Ben, Cy", "Ada, Ben und Cy"]);
});
