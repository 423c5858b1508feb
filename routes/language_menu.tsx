import { language as words } from "../islands/languages/en/language.ts";
import { LANGUAGE_CODES } from "../realtime/core/languages.ts";
import { LANGUAGES } from "../islands/languages.ts";
import { Drawing } from "../islands/icons.tsx";
import { catalogue, language } from "../islands/text.ts";

const t = catalogue("language", words);

const GLOBE =
  "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM3.5 9h17M3.5 15h17M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18";

/** All languages, each named in itself. One press changes to it; `here` is the path to come back to. */
export function LanguageMenu({ here }: { here: string }) {
  const own = LANGUAGES[language()].name;
  return (
    <details class="language">
      <summary>
        <Drawing path={GLOBE} />
        <span>
          <span class="hidden">{t("choose")}</span> {own}
        </span>
      </summary>
      <form method="post" action="/language">
        <input type="hidden" name="next" value={here} />
        {LANGUAGE_CODES.map((code) => (
          <button
            key={code}
            type="submit"
            class="quiet"
            name="language"
            value={code}
            lang={code}
            dir={LANGUAGES[code].direction}
            aria-current={code === language() ? "true" : undefined}
          >
            {LANGUAGES[code].name}
          </button>
        ))}
      </form>
    </details>
  );
}
