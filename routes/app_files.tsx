import { Hono } from "hono";
import { LANGUAGES } from "../islands/languages.ts";
import { language } from "../islands/text.ts";
import { appText as t } from "../islands/app/app_text.ts";
import { type Assets, serveAssets } from "./assets.ts";
import { OfflineView } from "./offline_view.tsx";
import { Page, renderPage } from "./page.tsx";
import { pageText } from "./page_text.ts";

const ICONS = "/static/icons/";

/** What makes the pages an app: its manifest, its worker, and the page that is shown without a connection. */
export function appFiles(assets: Assets): Hono {
  return new Hono()
    .get("/sw.js", serveAssets(assets, "/static/build/sw.js"))
    .get("/manifest.webmanifest", (c) => {
      c.header("Content-Type", "application/manifest+json");
      c.header("Cache-Control", "no-cache");
      c.header("Vary", "Accept-Language, Cookie");
      return c.body(JSON.stringify(manifest()));
    })
    .get("/offline", (c) =>
      renderPage(
        c,
        <Page title={t("offline_title")} layout="card">
          <OfflineView script={assets.manifest.offline} nonce={c.get("nonce")} />
        </Page>,
      ));
}

/** W3C Web Application Manifest, in the language of whoever asks. */
function manifest() {
  const shortcut = (name: string, url: string) => ({ name, url, icons: [icon(192)] });
  return {
    id: "/",
    name: pageText("product"),
    short_name: pageText("product"),
    description: t("description"),
    lang: language(),
    dir: LANGUAGES[language()].direction,
    start_url: "/",
    scope: "/",
    display: "standalone",
    background_color: "#fbf7f0",
    theme_color: "#0f5f59",
    categories: ["medical", "health"],
    icons: [icon(192), icon(512), icon(192, "maskable"), icon(512, "maskable")],
    shortcuts: [shortcut(t("history"), "/history"), shortcut(t("account"), "/account")],
  };
}

function icon(size: number, purpose: "any" | "maskable" = "any") {
  const name = purpose === "any" ? `icon-${size}` : `maskable-${size}`;
  return { src: `${ICONS}${name}.png`, sizes: `${size}x${size}`, type: "image/png", purpose };
}
