import type { BuildManifest, PageScripts } from "../../islands/kit/build_manifest.ts";
import { LANGUAGE_CODES } from "../../realtime/core/languages.ts";

/** A build with the same scripts in every language. */
export function manifestOf(scripts: PageScripts): BuildManifest {
  return {
    key: "",
    offline: "/static/build/offline_page-00000000.js",
    style: "/static/build/style-00000000.css",
    scripts: Object.fromEntries(
      LANGUAGE_CODES.map((language) => [language, scripts]),
    ) as BuildManifest["scripts"],
    inputs: [],
  };
}
